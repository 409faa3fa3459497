import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { FullAnswer } from "../model/measurement.ts";
import { auroc, bestScore, rocCurve } from "../model/scope.ts";

// Few values, so that there are ties; and what was not answered.
const scores = fc.array(fc.constantFrom(-Infinity, 0, 0.25, 0.5, 1), { minLength: 1, maxLength: 40 });

describe("the area under the ROC curve", () => {
  it("is the share of pairs that are told apart, ties counting half", () => {
    fc.assert(
      fc.property(scores, scores, (inside, outside) => {
        const pairs = inside.flatMap((a) => outside.map((b) => (a > b ? 1 : Number(a === b) / 2)));
        const share = pairs.reduce((sum, won) => sum + won, 0) / pairs.length;
        assert.ok(Math.abs(auroc(inside, outside) - share) < 1e-12);
      }),
    );
  });

  it("turns round with the sides", () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => assert.ok(Math.abs(auroc(a, b) + auroc(b, a) - 1) < 1e-12)),
    );
  });
});

describe("the ROC curve", () => {
  it("rises from nothing answered to all answered", () => {
    fc.assert(
      fc.property(scores, scores, (inside, outside) => {
        const curve = rocCurve(inside, outside);
        assert.deepEqual(curve[0], { outOfScope: 0, inScope: 0 });
        assert.deepEqual(curve.at(-1), { outOfScope: 1, inScope: 1 });
        for (const [index, point] of curve.slice(1).entries()) {
          assert.ok(point.inScope >= curve[index]!.inScope && point.outOfScope >= curve[index]!.outOfScope);
        }
      }),
    );
  });
});

describe("the score by which a contestant tells what is out of scope", () => {
  const answers = (...given: Record<string, number>[]): FullAnswer[] =>
    given.map((each) => ({ label: "a", probability: null, scores: each }));

  it("is the one that tells best", () => {
    const inside = answers({ bad: 1, good: 3 }, { bad: 2, good: 4 });
    const outside = answers({ bad: 3, good: 1 });
    assert.deepEqual(bestScore(inside, outside), { score: "good", auroc: 1 });
  });

  it("takes what was not answered for out of scope", () => {
    assert.equal(bestScore(answers({ sure: -5 }), answers({}))?.auroc, 1);
  });

  it("is none when there are no scores", () => {
    assert.equal(bestScore(answers({}), answers({})), undefined);
  });
});
