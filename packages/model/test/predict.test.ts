import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EslabonError } from "@eslabon/link";
import fc from "fast-check";
import { claims } from "./claims.ts";
import { writeClaimsModel } from "./claims-model.ts";

const { model } = await writeClaimsModel();
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.lorem(),
  fc.constantFrom(...claims).map(({ text }) => text),
);

function codeOf(input: unknown): string {
  try {
    model.predict(input as Record<string, unknown>);
    return "no error";
  } catch (error) {
    return error instanceof EslabonError ? error.code : String(error);
  }
}

function first(texto: string): string {
  return model.predict({ texto })[0]!.label;
}

describe("prediction", () => {
  it("answers what it has learnt", () => {
    assert.equal(first("gotea el grifo"), "Fontanería");
    assert.equal(first("no hay luz"), "Electricidad");
    assert.equal(first("la puerta no cierra"), "Carpintería");
  });

  it("gives every label once, in order, with scores that add up to 1, or a known error", () => {
    fc.assert(
      fc.property(anyText, (texto) => {
        if (!/[\p{L}\p{N}]/u.test(texto)) {
          assert.equal(codeOf({ texto }), "MODEL_TEXT_EMPTY");
          return;
        }
        const prediction = model.predict({ texto });
        const scores = prediction.map(({ score }) => score);
        assert.deepEqual(prediction.map(({ label }) => label).sort(), model.manifest.labels);
        assert.deepEqual(
          scores,
          scores.toSorted((a, b) => b - a),
        );
        assert.ok(Math.abs(scores.reduce((sum, score) => sum + score, 0) - 1) < 1e-9);
        assert.ok(scores.every((score) => score >= 0 && score <= 1));
      }),
    );
  });

  it("does not remember what it was asked before", () => {
    fc.assert(
      fc.property(anyText, (other) => {
        const before = model.predict({ texto: "gotea el grifo del baño" });
        codeOf({ texto: other });
        assert.deepEqual(model.predict({ texto: "gotea el grifo del baño" }), before);
      }),
    );
  });

  it("reads composed and decomposed accents, and either case, alike", () => {
    const texto = "Fuga en la BAÑERA, según el técnico";
    const answer = model.predict({ texto });
    assert.deepEqual(model.predict({ texto: texto.normalize("NFD") }), answer);
    assert.deepEqual(model.predict({ texto: texto.toLowerCase() }), answer);
  });

  it("understands a text whose accents were left out", () => {
    assert.equal(first("perdida en el desague de la banera"), "Fontanería");
  });

  it("hardly cares which number it reads", () => {
    assert.deepEqual(
      model.predict({ texto: "charco en el piso 3" }),
      model.predict({ texto: "charco en el piso 8" }),
    );
  });

  it("ignores other fields", () => {
    assert.deepEqual(model.predict({ texto: "luz", estancia: 5 }), model.predict({ texto: "luz" }));
  });

  const refused: [what: string, input: unknown, code: string][] = [
    ["no text field", {}, "MODEL_TEXT_MISSING"],
    ["an undefined text", { texto: undefined }, "MODEL_TEXT_MISSING"],
    ["no object at all", undefined, "MODEL_TEXT_MISSING"],
    ["null", null, "MODEL_TEXT_MISSING"],
    ["a bare string", "gotea", "MODEL_TEXT_MISSING"],
    ["a number", { texto: 7 }, "MODEL_TEXT_TYPE"],
    ["a null text", { texto: null }, "MODEL_TEXT_TYPE"],
    ["a list", { texto: ["gotea"] }, "MODEL_TEXT_TYPE"],
    ["an empty text", { texto: "" }, "MODEL_TEXT_EMPTY"],
    ["punctuation only", { texto: " ¿…? 🚰" }, "MODEL_TEXT_EMPTY"],
    ["a text over the limit", { texto: "a".repeat(20_001) }, "MODEL_TEXT_TOO_LONG"],
  ];
  for (const [what, input, code] of refused) {
    it(`refuses ${what} with ${code}`, () => assert.equal(codeOf(input), code));
  }

  it("answers a text at the limit, be it one word or many", () => {
    assert.equal(codeOf({ texto: "a".repeat(20_000) }), "no error");
    assert.equal(codeOf({ texto: "grifo ".repeat(3333) }), "no error");
  });

  it("has the limit that its definition gives", async () => {
    const short = await writeClaimsModel({ textLength: 10 });
    assert.throws(() => short.model.predict({ texto: "gotea el grifo" }), { code: "MODEL_TEXT_TOO_LONG" });
  });
});
