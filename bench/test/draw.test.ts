import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { drawPerLabel, inOrderOf } from "../model/draw.ts";

const LABELS: readonly string[] = ["a", "b", "c"];
const row = fc.record({ text: fc.string(), label: fc.constantFrom(...LABELS) });
const rows = fc.array(row);
const seed = fc.nat();

describe("an order of training rows", () => {
  it("holds the same rows, and is the same for the same seed", () => {
    fc.assert(
      fc.property(rows, seed, (all, from) => {
        const order = inOrderOf(from, all);
        assert.deepEqual(new Set(order), new Set(all));
        assert.equal(order.length, all.length);
        assert.deepEqual(inOrderOf(from, all), order);
      }),
    );
  });

  it("differs between seeds", () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ text: String(index), label: "a" }));
    assert.notDeepEqual(inOrderOf(1, many), inOrderOf(2, many));
  });
});

describe("a few rows a label", () => {
  it("are as many as wanted, or all there are", () => {
    fc.assert(
      fc.property(rows, seed, fc.integer({ min: 1, max: 5 }), (all, from, perLabel) => {
        const drawn = drawPerLabel(perLabel, from, all);
        for (const label of LABELS) {
          const there = all.filter((each) => each.label === label);
          const taken = drawn.filter((each) => each.label === label);
          assert.equal(taken.length, Math.min(perLabel, there.length));
          assert.ok(taken.every((each) => there.includes(each)));
        }
      }),
    );
  });
});
