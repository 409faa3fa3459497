import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { confidenceOf, logOdds } from "../../src/confidence.ts";
import { fitConfidence } from "../../src/training/fit-confidence.ts";
import { seededRandom } from "../../src/training/random.ts";

const anyProbabilities = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 20 })
  .filter((counts) => counts.some((count) => count > 0))
  .map((counts) =>
    Float64Array.from(counts, (count) => count / counts.reduce((sum, other) => sum + other, 0)),
  );

describe("the confidence", () => {
  it("is lower, the less of a text is known", () => {
    fc.assert(
      fc.property(anyProbabilities, fc.double({ min: 0, max: 1, noNaN: true }), (probabilities, known) => {
        assert.ok(logOdds(probabilities, known) <= logOdds(probabilities, 1) + 1e-9);
        assert.ok(Number.isFinite(logOdds(probabilities, known)));
      }),
    );
  });

  it("is lower where many labels are a little probable than where one is", () => {
    const one = logOdds(Float64Array.of(0.6, 0.4, 0, 0, 0), 1);
    const many = logOdds(Float64Array.of(0.6, 0.1, 0.1, 0.1, 0.1), 1);
    assert.ok(many < one);
  });

  it("is how often answers of such odds are right", () => {
    const random = seededRandom(3);
    const scale = { intercept: -0.5, slope: 2 };
    const answers = Array.from({ length: 20_000 }, () => {
      const odds = random() * 4 - 2;
      return { odds, isRight: random() < confidenceOf(odds, scale) };
    });
    const found = fitConfidence(answers);
    assert.ok(Math.abs(found.intercept - scale.intercept) < 0.1, `intercept ${found.intercept}`);
    assert.ok(Math.abs(found.slope - scale.slope) < 0.1, `slope ${found.slope}`);
  });

  it("goes neither to certainty nor the wrong way because of a few answers", () => {
    const allRight = fitConfidence([1, 2, 3].map((odds) => ({ odds, isRight: true })));
    assert.ok(confidenceOf(2, allRight) < 0.99);
    const upsideDown = fitConfidence(
      Array.from({ length: 100 }, (_, row) => ({ odds: row / 10 - 5, isRight: row < 50 })),
    );
    assert.ok(upsideDown.slope > 0);
  });
});
