import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { capacityOf, nextConnections, sizeFor, type Step } from "../src/index.ts";

const BUDGET = 150;

/** Connections, requests a second, p95. */
function steps(...of: readonly (readonly [number, number, number])[]): Step[] {
  return of.map(([connections, requestsPerSecond, p95]) => ({
    connections,
    requestsPerSecond,
    p95,
    isHeldUp: false,
  }));
}

const cases: readonly (readonly [name: string, steps: Step[], next: number | undefined])[] = [
  ["begins with a few", [], 8],
  ["goes on while more is answered", steps([8, 1000, 5]), 16],
  ["goes on while a good deal more is answered", steps([8, 1000, 5], [16, 1900, 6]), 32],
  ["ends when no more is answered", steps([8, 1000, 5], [16, 1050, 10]), undefined],
  ["ends when the budget is broken", steps([8, 1000, 100], [16, 1500, 160]), undefined],
  ["ends at the most", steps([256, 5000, 5], [512, 9000, 6]), undefined],
  ["tries fewer when the first are too many", steps([8, 5, 1600]), 4],
  ["stops coming down where the budget holds", steps([8, 50, 200], [4, 45, 100]), undefined],
  ["ends with one", steps([2, 5, 400], [1, 5, 200]), undefined],
];

describe("the search for the capacity", () => {
  for (const [name, tried, next] of cases) {
    it(name, () => {
      assert.equal(nextConnections(tried, BUDGET), next);
    });
  }

  it("finds the most within the budget", () => {
    const found = capacityOf(steps([8, 1000, 5], [16, 1900, 80], [32, 2500, 200]), BUDGET);
    assert.equal(found?.requestsPerSecond, 1900);
    assert.equal(found.atLeast, false);
  });

  it("says that it may be more when something else was at its end", () => {
    const [step] = steps([8, 1000, 5]);
    assert.equal(capacityOf([{ ...step!, isHeldUp: true }], BUDGET)?.atLeast, true);
  });

  it("finds nothing when one caller is too many", () => {
    assert.equal(capacityOf(steps([1, 5, 200]), BUDGET), undefined);
  });
});

describe("the size for a load", () => {
  const capacity = (
    requestsPerSecond: number,
    cores: number,
    mebibytes: number,
  ): Parameters<typeof sizeFor>[1] => {
    const step = { connections: 16, requestsPerSecond, p95: 20, isHeldUp: false };
    return capacityOf([{ ...step, cores, residentBytes: mebibytes * 2 ** 20 }], BUDGET)!;
  };
  const size = (wanted: number, of: Parameters<typeof sizeFor>[1]): string => {
    const { replicas, cores, memory } = sizeFor(wanted, of);
    return `${replicas} × ${cores?.toFixed(2)} ${memory! / 2 ** 20}Mi`;
  };

  it("has replicas that are seven tenths loaded", () => {
    assert.equal(size(1500, capacity(720, 1, 190)), "3 × 1.00 256Mi");
    assert.equal(size(504, capacity(720, 1, 190)), "1 × 1.00 256Mi");
    assert.equal(size(505, capacity(720, 1, 190)), "2 × 0.55 256Mi");
  });

  it("has one small replica for a small load", () => {
    assert.equal(size(10, capacity(9000, 1, 90)), "1 × 0.05 128Mi");
  });

  it("leaves out what is unknown", () => {
    const found = capacityOf(steps([8, 1000, 5]), BUDGET)!;
    assert.deepEqual(sizeFor(1400, found), { requestsPerSecond: 1400, replicas: 2 });
  });
});
