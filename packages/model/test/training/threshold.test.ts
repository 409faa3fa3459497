import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseThreshold } from "../../src/training/threshold.ts";

const answers = (pattern: string): { confidence: number; isRight: boolean }[] =>
  Array.from(pattern, (mark, index) => ({ confidence: 1 - (index + 1) / 100, isRight: mark === "+" }));

test("decides as many rows as the wanted precision allows", () => {
  const threshold = chooseThreshold(answers("++++-++++--+--"), 0.8);
  assert.deepEqual(threshold, { confidence: 0.9, precision: 0.8, coverage: 0.714286 });
});

test("decides everything when everything is right, and nothing when nothing is", () => {
  assert.equal(chooseThreshold(answers("++++"), 0.9).coverage, 1);
  assert.deepEqual(chooseThreshold(answers("----"), 0.9), { confidence: 1, precision: 0.9, coverage: 0 });
});

test("equally sure answers are decided together or not at all", () => {
  const same = answers("+-").map(({ isRight }) => ({ isRight, confidence: 0.5 }));
  assert.equal(chooseThreshold(same, 0.9).coverage, 0);
});
