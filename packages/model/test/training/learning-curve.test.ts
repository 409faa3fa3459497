import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { silent } from "@eslabon/link";
import type { Example } from "@eslabon/model";
import fc from "fast-check";
import {
  type LearningCurveOptions,
  type LearningPoint,
  measureLearningCurve,
  partsOf,
  takePart,
} from "../../src/training/learning-curve.ts";
import { claims } from "../claims.ts";

// eslint-disable-next-line @typescript-eslint/require-await -- it has nothing to await
async function* stream(rows: readonly Example[]): AsyncGenerator<Example> {
  yield* rows;
}

function measure(
  train: readonly Example[],
  test: readonly Example[],
  more: Partial<LearningCurveOptions> = {},
): Promise<LearningPoint[]> {
  return measureLearningCurve({
    train: () => stream(train),
    test: () => stream(test),
    rows: train.length,
    textLength: 100,
    threads: 1,
    progress: silent,
    ...more,
  });
}

describe("the learning curve", () => {
  it("has an eighth, a quarter and half of the rows of each label", async () => {
    // Thirty of each of three labels: 4, 8 and 15.
    assert.deepEqual(
      (await measure(claims, claims)).map(({ rows }) => rows),
      [12, 24, 45],
    );
  });

  it("rises where more rows bring more", async () => {
    const points = await measure(claims, claims);
    assert.ok(points.at(-1)!.accuracy > points[0]!.accuracy, JSON.stringify(points));
  });

  it("contains in each part the part before it, and all labels", async () => {
    const anyRows = fc.array(
      fc.record({ text: fc.constantFrom("a", "b c", "?"), label: fc.constantFrom("x", "y", "z") }),
    );
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        // Each text its own, so that it is known again.
        const all = rows.map(({ text, label }, row) => ({
          text: text === "?" ? text : `${text} ${row}`,
          label,
        }));
        const [eighth, quarter, half] = await Promise.all(
          [8, 4, 2].map((part) => takePart(stream(all), part)),
        );
        assert.ok(eighth!.documents.every((row) => quarter!.documents.includes(row)));
        assert.ok(quarter!.documents.every((row) => half!.documents.includes(row)));
        assert.equal(new Set(eighth!.targets).size, eighth!.labels.length);
        assert.ok(half!.documents.every(({ text }) => text !== "?"));
      }),
    );
  });

  it("counts what cannot be answered as wrong", async () => {
    const test = [
      ...claims,
      { text: "¿?", label: "Fontanería" },
      { text: "a".repeat(101), label: "Fontanería" },
    ];
    const [plain, withMore] = [await measure(claims, claims), await measure(claims, test)];
    const right = plain.at(-1)!.accuracy * claims.length;
    assert.ok(Math.abs(withMore.at(-1)!.accuracy - right / test.length) < 1e-6);
  });

  it("leaves out parts that are too small to learn from", async () => {
    const few = claims.filter((_, row) => row % 3 === 0);
    assert.deepEqual(
      (await measure(few, claims)).map(({ rows }) => rows),
      [15],
    );
  });

  it("says what it is doing", async () => {
    const said: string[] = [];
    await measure(claims, claims, { progress: (message) => said.push(message) });
    assert.deepEqual(
      said,
      [12, 24, 45].map((rows) => `learning curve: ${rows} of 90 rows`),
    );
  });

  it("takes no more than a hundred thousand rows, however many there are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e8 }), (rows) => {
        const [eighth, quarter, half] = partsOf(rows);
        assert.ok(rows / half! <= 100_000);
        assert.deepEqual([eighth, quarter], [half! * 4, half! * 2]);
        assert.equal(half === 2, rows <= 200_000);
      }),
    );
  });
});
