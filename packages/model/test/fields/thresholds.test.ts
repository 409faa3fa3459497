import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { EvenSample } from "../../src/fields/even-sample.ts";
import { chooseThresholds } from "../../src/fields/thresholds.ts";

const numbers = (length: number, at: (index: number) => number): number[] =>
  Array.from({ length }, (_, index) => at(index));

describe("thresholds of a number", () => {
  it("tell each of few values from the next, by short decimals", () => {
    assert.deepEqual(chooseThresholds([3, 1, 2, 1, 3]), [2, 3]);
    assert.deepEqual(chooseThresholds([0.1, 0.30000000000000004]), [0.2]);
    assert.deepEqual(chooseThresholds([0, 1]), [0.5]);
  });

  it("are none of nothing, and of a value that never changes", () => {
    assert.deepEqual(chooseThresholds([]), []);
    assert.deepEqual(chooseThresholds([7, 7, 7]), []);
    assert.deepEqual(chooseThresholds([0, -0]), []);
  });

  it("cut many values into seventeen parts of about equal size", () => {
    const values = numbers(1700, (index) => index);
    const thresholds = chooseThresholds(values);
    assert.equal(thresholds.length, 16);
    for (const [index, threshold] of [...thresholds, Infinity].entries()) {
      const from = thresholds[index - 1] ?? -Infinity;
      const size = values.filter((value) => value >= from && value < threshold).length;
      assert.ok(Math.abs(size - 100) <= 1, String(size));
    }
  });

  it("tell the value that nearly all rows have from the others", () => {
    const values = [...numbers(990, () => 0), ...numbers(100, (index) => 1 + index)];
    const [lowest] = chooseThresholds(values);
    assert.ok(lowest! > 0 && lowest! <= 1, String(lowest));
  });

  it("rise, stay within the values, and are no more than sixteen, whatever the values", () => {
    const anyNumber = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 0),
    );
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 100 }), (values) => {
        const thresholds = chooseThresholds(values);
        const distinct = [...new Set(values)].sort((a, b) => a - b);
        assert.ok(thresholds.length <= 16);
        assert.equal(thresholds.length === 0, distinct.length <= 1);
        for (const [index, threshold] of thresholds.entries()) {
          assert.ok(threshold > (thresholds[index - 1] ?? distinct[0]!) && threshold <= distinct.at(-1)!);
        }
        if (distinct.length <= 17) assert.equal(thresholds.length, Math.max(0, distinct.length - 1));
        assert.deepEqual(chooseThresholds(values.toReversed()), thresholds);
      }),
    );
  });
});

describe("a sample", () => {
  it("is everything while that is little", () => {
    const sample = new EvenSample(4);
    for (const value of [5, 6, 7, 8]) sample.add(value);
    assert.deepEqual(sample.values, [5, 6, 7, 8]);
  });

  it("is spread over all values, and bounded", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 20 }), (length, most) => {
        const sample = new EvenSample(most);
        for (let value = 0; value < length; value += 1) sample.add(value);
        const [first, second = 1] = sample.values;
        assert.equal(first, 0);
        assert.deepEqual(
          sample.values,
          numbers(sample.values.length, (index) => index * second),
        );
        assert.ok(sample.values.length <= most && sample.values.length * second >= length);
      }),
    );
  });
});
