import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { quantise } from "../../src/training/quantise.ts";

const WIDTH = 5;
const LABELS = 3;

it("keeps every weight to within half a step of its column's scale", () => {
  const anyWeights = fc.array(fc.float({ min: -8, max: 8, noNaN: true }), {
    minLength: WIDTH * LABELS,
    maxLength: WIDTH * LABELS,
  });
  fc.assert(
    fc.property(anyWeights, (list) => {
      const weights = Float32Array.from(list);
      const vocabulary = { hashes: new Uint32Array(WIDTH), rarity: new Float32Array(WIDTH) };
      const frame = { vocabulary, biases: new Float32Array(LABELS), weighted: WIDTH };
      const { cells, scales } = quantise(frame, (column, into) => {
        for (let label = 0; label < LABELS; label += 1) into[label] = weights[label * WIDTH + column]!;
      });
      for (let column = 0; column < WIDTH; column += 1) {
        for (let label = 0; label < LABELS; label += 1) {
          const stored = cells[column * LABELS + label]! * scales[column]!;
          const error = Math.abs(stored - weights[label * WIDTH + column]!);
          assert.ok(error <= scales[column]! * 0.500001 + 1e-40);
        }
      }
    }),
  );
});
