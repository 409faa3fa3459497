import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Goal } from "../model/goals.ts";
import type { Observation } from "../model/part.ts";
import { judge, verdictsMarkdown } from "../model/verdict.ts";

const goal: Goal = {
  name: "accuracy",
  part: "table",
  set: "s",
  measure: "accuracy",
  better: "more",
  unit: "%",
  atLeast: 0.9,
  goal: 0.95,
};

function observed(contestant: string, ...values: number[]): Observation[] {
  return values.map((value, index) => ({
    part: "table",
    set: "s",
    contestant,
    seed: index + 1,
    measure: "accuracy",
    value,
  }));
}

function met(asked: Goal, observations: readonly Observation[]): (boolean | undefined)[][] {
  return judge([asked], observations).flatMap(({ seeds }) =>
    seeds.map((seed) => [seed.isEnough, seed.isMet]),
  );
}

describe("a verdict", () => {
  it("tells with each seed what is enough from what is aimed at", () => {
    assert.deepEqual(met(goal, observed("eslabon", 0.89, 0.9, 0.95)), [
      [false, false],
      [true, false],
      [true, true],
    ]);
  });

  it("takes less for better where it is", () => {
    const loss: Goal = { ...goal, better: "less", atLeast: 0.02, goal: 0.01 };
    // 0.9 - 0.88 is a little more than 0.02 to a computer.
    assert.deepEqual(met(loss, observed("eslabon", 0.9 - 0.88, 0.021)), [
      [true, false],
      [false, false],
    ]);
  });

  it("compares with the best of the peers on the same seed's rows", () => {
    const over: Goal = {
      ...goal,
      atLeast: 0.01,
      relativeTo: { name: "both", contestants: ["a", "b"], by: "difference" },
    };
    const all = [
      ...observed("eslabon", 0.9, 0.9),
      ...observed("a", 0.85, 0.895),
      ...observed("b", 0.88, 0.5),
    ];
    assert.deepEqual(
      met(over, all).map(([isEnough]) => isEnough),
      [true, false],
    );
  });

  it("takes the factor of a peer's figure", () => {
    const half: Goal = {
      ...goal,
      better: "less",
      atLeast: 0.5,
      goal: 0.25,
      relativeTo: { name: "a", contestants: ["a"], by: "factor" },
    };
    assert.deepEqual(met(half, [...observed("eslabon", 2, 1, 3), ...observed("a", 4, 4, 4)]), [
      [true, false],
      [true, true],
      [false, false],
    ]);
  });

  it("says nothing of a seed for which a peer is missing", () => {
    const over: Goal = { ...goal, relativeTo: { name: "a", contestants: ["a"], by: "difference" } };
    assert.deepEqual(met(over, observed("eslabon", 0.9)), []);
  });

  it("is shown with how often it was met", () => {
    const shown = verdictsMarkdown(judge([goal], observed("eslabon", 0.89, 0.9, 0.95)));
    assert.match(
      shown,
      /s: accuracy \| ≥ 90\.00 % \| ≥ 95\.00 % \| 89\.00, 90\.00, 95\.00 \| 2 of 3 \| 1 of 3 \|/u,
    );
    assert.match(verdictsMarkdown(judge([goal], [])), /not measured \| – \| – \|/u);
  });
});
