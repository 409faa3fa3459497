import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { testMcNemar } from "../../src/comparison/mcnemar.ts";

const DIGITS = 10n ** 30n;

/** By whole numbers, which neither overflow nor round: [twice P(X ≤ fewer), P(X = fewer)] for a fair coin. */
function byWholeNumbers(onlyA: number, onlyB: number): [twice: number, at: number] {
  const rows = BigInt(onlyA + onlyB);
  const fewer = BigInt(Math.min(onlyA, onlyB));
  let choose = 1n;
  let sum = 1n;
  for (let heads = 1n; heads <= fewer; heads += 1n) {
    choose = (choose * (rows - heads + 1n)) / heads;
    sum += choose;
  }
  const share = (part: bigint): number => Number((part * DIGITS) / 2n ** rows) / Number(DIGITS);
  return [share(2n * sum), share(choose)];
}

function near(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= 1e-5 * expected + 1e-25;
}

describe("McNemar's test", () => {
  it("is what can be counted by hand", () => {
    // 1 against 7, as in the supplement of Fagerland et al. 2013: twice one or no head of eight coins, 2 × (1 + 8) / 2⁸.
    assert.deepEqual(testMcNemar(1, 7), { method: "exact", p: 18 / 256 });
    assert.deepEqual(testMcNemar(5, 0), { method: "exact", p: 2 / 32 });
  });

  it("is exact for few rows, and the mid-p value for more", () => {
    const count = fc.nat(300);
    fc.assert(
      fc.property(count, count, (onlyA, onlyB) => {
        const { method, p } = testMcNemar(onlyA, onlyB);
        const [twice, at] = byWholeNumbers(onlyA, onlyB);
        assert.equal(method, onlyA + onlyB < 25 ? "exact" : "mid-p");
        const expected = method === "exact" ? Math.min(1, twice) : twice - at;
        assert.ok(near(p, expected), `${p}, ${expected} expected`);
      }),
    );
  });

  it("stays a number for ten thousand rows and more", () => {
    const [twice, at] = byWholeNumbers(4900, 5100);
    assert.ok(near(testMcNemar(4900, 5100).p, twice - at));
    assert.equal(testMcNemar(5000, 5000).p, 1);
    assert.equal(testMcNemar(500_000, 500_000).p, 1);
    const hopeless = testMcNemar(0, 10_000).p;
    assert.ok(hopeless >= 0 && hopeless < 1e-300);
  });

  it("sees no difference where there is none", () => {
    assert.equal(testMcNemar(0, 0).p, 1);
    fc.assert(fc.property(fc.nat(5000), (count) => testMcNemar(count, count).p === 1));
  });

  it("does not care which is which", () => {
    const count = fc.nat(5000);
    fc.assert(
      fc.property(count, count, (one, other) =>
        assert.deepEqual(testMcNemar(one, other), testMcNemar(other, one)),
      ),
    );
  });
});
