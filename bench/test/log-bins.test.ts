import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { logBins } from "../model/latency/log-bins.ts";

const values = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1 });

describe("logarithmic bins", () => {
  it("hold every value once, one bin after the other without a gap", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 8 }), (all, perDoubling) => {
        const bins = logBins(all, perDoubling);
        assert.equal(
          bins.reduce((sum, { count }) => sum + count, 0),
          all.length,
        );
        for (const [index, { from }] of bins.slice(1).entries()) assert.equal(bins[index]!.to, from);
        assert.ok(bins[0]!.count > 0 && bins.at(-1)!.count > 0);
      }),
    );
  });

  it("are so many to twice the value", () => {
    assert.deepEqual(logBins([1, 1.5, 3, 8], 1), [
      { from: 1, to: 2, count: 2 },
      { from: 2, to: 4, count: 1 },
      { from: 4, to: 8, count: 0 },
      { from: 8, to: 16, count: 1 },
    ]);
  });
});
