import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { median, quantile } from "../statistics.ts";

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });

describe("a quantile", () => {
  it("is the smallest value that its share of all values does not exceed", () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, q) => {
        const found = quantile(all, q);
        const upTo = all.filter((value) => value <= found).length;
        const below = all.filter((value) => value < found).length;
        assert.ok(all.includes(found));
        assert.ok(upTo >= q * all.length && below < q * all.length);
      }),
    );
  });

  it("of 100 values is one of them, counted from below", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    assert.deepEqual(
      [0.5, 0.95, 0.99, 1].map((q) => quantile(hundred, q)),
      [50, 95, 99, 100],
    );
  });
});

describe("a median", () => {
  it("has as many values above it as below", () => {
    fc.assert(
      fc.property(values, (all) => {
        const middle = median(all);
        assert.ok(all.filter((value) => value < middle).length <= all.length / 2);
        assert.ok(all.filter((value) => value > middle).length <= all.length / 2);
      }),
    );
  });
});
