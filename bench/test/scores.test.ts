import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Answer } from "../model/measurement.ts";
import { accuracy, calibrationError, macroF1 } from "../model/scores.ts";

const label = fc.constantFrom("a", "b", "c", "d");
const labels = fc.array(label, { minLength: 1, maxLength: 50 });

function answers(names: readonly (string | null)[], probability: number | null = 1): Answer[] {
  return names.map((name) => ({ label: name, probability: name === null ? null : probability }));
}

describe("scores", () => {
  it("are 1 for answers that are all right", () => {
    fc.assert(
      fc.property(labels, (names) => {
        assert.equal(accuracy(names, answers(names)), 1);
        assert.equal(macroF1(names, answers(names)), 1);
        assert.equal(calibrationError(names, answers(names)), 0);
      }),
    );
  });

  it("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1 }), (pairs) => {
        const scores = (rows: [string, string][]): number =>
          macroF1(
            rows.map(([right]) => right),
            answers(rows.map(([, answered]) => answered)),
          );
        assert.ok(Math.abs(scores(pairs) - scores(pairs.toReversed())) < 1e-12);
      }),
    );
  });

  it("agree with scikit-learn's macro average over labels that stand on either side", () => {
    // f1_score(["a","a","b","c"], ["a","b","b","d"], average="macro", zero_division=0)
    assert.ok(Math.abs(macroF1(["a", "a", "b", "c"], answers(["a", "b", "b", "d"])) - 1 / 3) < 1e-12);
  });

  it("count a text without an answer as wrong", () => {
    assert.equal(accuracy(["a", "a"], answers(["a", null])), 0.5);
    assert.ok(Math.abs(macroF1(["a", "a"], answers(["a", null])) - 2 / 3) < 1e-12);
  });
});

describe("the calibration error", () => {
  it("is the gap between what is stated and what is right", () => {
    const error = calibrationError(["a", "a", "a", "a"], answers(["a", "a", "b", "b"], 0.9));
    assert.ok(error !== undefined && Math.abs(error - 0.4) < 1e-12);
  });

  it("does not let one bin's gap make up for another's", () => {
    const mixed = [...answers(["b"], 0.9), ...answers(["a"], 0.1)];
    const error = calibrationError(["a", "a"], mixed);
    assert.ok(error !== undefined && Math.abs(error - 0.9) < 1e-12);
  });

  it("is unknown without probabilities", () => {
    assert.equal(calibrationError(["a"], answers(["a"], null)), undefined);
  });
});
