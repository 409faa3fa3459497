import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EslabonError } from "@eslabon/link";
import type { Model } from "@eslabon/model";
import fc from "fast-check";
import { anyValue, fails, hostileValues } from "./any-value.ts";
import { claims } from "./claims.ts";
import { writeClaimsModel } from "./claims-model.ts";

const { model } = await writeClaimsModel();
const LONGEST = model.manifest.limits.textLength;
const TEXT_ERRORS = ["MODEL_TEXT_MISSING", "MODEL_TEXT_TYPE", "MODEL_TEXT_EMPTY", "MODEL_TEXT_TOO_LONG"];

interface Answer {
  readonly prediction: ReturnType<Model["predict"]>;
  readonly decision: ReturnType<Model["decide"]>;
  readonly explained: ReturnType<Model["explain"]>;
}

/** All that the model answers to an input, or the code of its error; any other error is thrown on. */
function ask(input: unknown): { answer?: Answer; code?: string } {
  try {
    const fields = input as Record<string, unknown>;
    const answer = {
      prediction: model.predict(fields),
      decision: model.decide(fields),
      explained: model.explain(fields),
    };
    return { answer };
  } catch (error) {
    if (error instanceof EslabonError) return { code: error.code };
    throw error;
  }
}

const claim = { texto: claims[0]!.text };
const before = ask(claim);

/** Pieces of text that readers of text stumble over. */
const oddPiece = fc.constantFrom(
  "\uD800", // half of a surrogate pair
  "\uDFFF",
  "\u0000",
  "\uFEFF",
  "\u202E",
  "e\u0301\u0301\u0301", // more accents than a letter can have
  "\u0301",
  "İ", // longer in lower case
  "ß",
  "ﬁ",
  "ﷺ",
  "각",
  "ᄀ\u1161ᆨ",
  "👩\u200D👩\u200D👧",
  "٣",
  "½",
  "Ⅷ",
  "__proto__",
  "constructor",
  "\r\n",
);
const unit = fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code));
const anyPiece = fc.oneof(
  oddPiece,
  fc.constantFrom(...claims.flatMap(({ text }) => text.split(" "))),
  fc.string({ unit: "binary" }),
  fc.string({ unit }),
);
const anyText = fc.oneof(
  fc.array(anyPiece).map((pieces) => pieces.join("")),
  fc.array(anyPiece).map((pieces) => pieces.join(" ")),
);
/** As long as is allowed, a little more, a little less. */
const longText = fc
  .tuple(
    fc.array(anyPiece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join("") || "a"),
    fc.integer({ min: LONGEST - 2, max: LONGEST + 2 }),
  )
  .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length));

function assertAnswer(texto: string): void {
  const { answer, code } = ask({ texto });
  if (!answer) {
    assert.ok(TEXT_ERRORS.includes(code!), code);
    return;
  }
  const { prediction, decision, explained } = answer;
  const { explanation } = explained;
  const scores = prediction.map(({ score }) => score);
  assert.deepEqual(prediction.map(({ label }) => label).sort(), model.manifest.labels);
  assert.ok(scores.every((score, at) => score >= 0 && score <= (scores[at - 1] ?? 1)));
  assert.ok(Math.abs(scores.reduce((sum, score) => sum + score, 0) - 1) < 1e-9);
  assert.deepEqual([decision.prediction, explained.prediction], [prediction, prediction]);
  assert.equal(explanation.label, prediction[0]!.label);
  assert.ok([explanation.bias, ...explanation.words.map(({ weight }) => weight)].every(Number.isFinite));
}

describe("any text", () => {
  it("is answered as it should be, or refused with a known error", () => {
    fc.assert(fc.property(anyText, assertAnswer), { numRuns: 1000 });
  });

  it("is so too at the limit of length", () => {
    fc.assert(fc.property(longText, assertAnswer), { numRuns: 25 });
  });
});

/** The ways to hand a value in: as the whole input, in the text's field, from a prototype, by a getter. */
const inputsWith = (value: unknown): unknown[] => [
  value,
  { texto: value },
  Object.create({ texto: value }),
  {
    get texto() {
      return value;
    },
  },
];

function assertKnown(value: unknown): void {
  for (const input of inputsWith(value)) {
    const { answer, code } = ask(input);
    assert.ok(answer ?? TEXT_ERRORS.includes(code!), code);
  }
  assert.deepEqual(ask(claim), before);
}

describe("any input", () => {
  it("is answered or refused with a known error, and nothing of it is remembered", () => {
    fc.assert(fc.property(anyValue, assertKnown), { numRuns: 500 });
  });

  for (const [what, make] of hostileValues()) {
    it(`is so too when it is ${what}`, () => assertKnown(make()));
  }

  it("is refused when reading it throws", () => {
    const trap = {
      get texto() {
        return fails();
      },
    };
    assert.deepEqual(ask(trap), { code: "MODEL_TEXT_TYPE" });
  });

  it("is read once, so that the explanation is one of the prediction", () => {
    const [first, second] = [claim.texto, claims.at(-1)!.text];
    let reads = 0;
    const moody = {
      get texto() {
        reads += 1;
        return reads % 2 === 1 ? first : second;
      },
    };
    assert.deepEqual(model.explain(moody), model.explain({ texto: first }));
  });
});
