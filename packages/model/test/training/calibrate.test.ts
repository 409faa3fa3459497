import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitTemperature, type JudgedRow } from "../../src/training/calibrate.ts";
import { seededRandom } from "../../src/training/random.ts";

/** Rows whose right labels are drawn with the probabilities that their margins have at a temperature. */
function drawRows(temperature: number, count: number): JudgedRow[] {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => {
    const margins = Float32Array.from({ length: 4 }, () => random() * 2 - 1);
    const powers = [...margins].map((margin) => Math.exp(margin / temperature));
    let rest = random() * powers.reduce((sum, power) => sum + power, 0);
    const target = powers.findIndex((power) => (rest -= power) < 0);
    return { margins, known: 1, target: Math.max(0, target) };
  });
}

describe("the temperature", () => {
  for (const temperature of [0.1, 0.25, 1]) {
    it(`is found again: ${temperature}`, () => {
      const found = fitTemperature(drawRows(temperature, 20_000));
      assert.ok(Math.abs(found / temperature - 1) < 0.05, `found ${found}`);
    });
  }

  it("does not go to certainty because a few rows were all answered rightly", () => {
    const rows = [0, 1, 0, 1].map((target) => ({
      margins: Float32Array.of(1 - target, target),
      known: 1,
      target,
    }));
    const probability = 1 / (1 + Math.exp(-1 / fitTemperature(rows)));
    assert.ok(probability > 0.5 && probability < 0.9, `probability ${probability}`);
  });
});
