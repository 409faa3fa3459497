import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EslabonError } from "@eslabon/link";
import fc from "fast-check";
import { anyValue, fails, hostileValues } from "../any-value.ts";
import { writeDeliveriesModel } from "./deliveries-model.ts";

const { model } = await writeDeliveriesModel();
const FIELD_ERRORS = ["MODEL_FIELD_MISSING", "MODEL_FIELD_TYPE"];
const right = { texto: "se ha roto la ventana 3", canal: "web", importe: 640, fecha: "2026-02-03" };
const before = model.explain(right);

/** Values that are right, nearly right, or anything. */
const anyField = fc.oneof(
  anyValue,
  fc.double(),
  fc.string({ unit: "binary" }),
  fc.date().map((date) => (Number.isNaN(date.getTime()) ? "never" : date.toISOString())),
  fc.constantFrom(
    "app",
    "web",
    "__proto__",
    "2026-02-30",
    "2026-02-28T99:99",
    "",
    "\uD800",
    null,
    undefined,
    -0,
  ),
);
const anyFields = fc.record({ canal: anyField, importe: anyField, fecha: anyField }, { requiredKeys: [] });

/** An answer that is whole, or a known error of fields. */
function assertKnown(input: Readonly<Record<string, unknown>>): void {
  try {
    const prediction = model.predict(input);
    const { explanation } = model.explain(input);
    const sum = prediction.reduce((total, { score }) => total + score, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    assert.deepEqual(
      explanation.fields.map(({ field }) => field),
      ["canal", "importe", "fecha"],
    );
    assert.ok(explanation.fields.every(({ weight }) => Number.isFinite(weight)));
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    assert.ok(FIELD_ERRORS.includes(error.code), error.code);
  }
}

describe("any values of fields", () => {
  it("are answered, or refused with a known error, and nothing of them is remembered", () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        assertKnown({ ...right, ...fields });
        assert.deepEqual(model.explain(right), before);
      }),
      { numRuns: 1000 },
    );
  });

  for (const [what, make] of hostileValues()) {
    it(`are so too when one is ${what}`, () => {
      for (const field of ["canal", "importe", "fecha"]) assertKnown({ ...right, [field]: make() });
    });
  }

  it("are refused when reading one throws", () => {
    const trap = {
      texto: right.texto,
      importe: 7,
      get canal() {
        return fails();
      },
    };
    assert.throws(() => model.predict(trap), { code: "MODEL_FIELD_TYPE" });
  });

  it("are read once, so that the explanation is one of the prediction", () => {
    let reads = 0;
    const moody = {
      ...right,
      get importe() {
        reads += 1;
        return reads % 2 === 1 ? 640 : 10;
      },
    };
    assert.deepEqual(model.explain(moody), before);
  });
});
