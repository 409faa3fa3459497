import type { Vocabulary } from "../features/vocabulary.ts";
import type { Weights } from "../classifier.ts";

const LARGEST_CELL = 127;

/** Stores each weight in one byte: the nearest of 255 steps between plus and minus the largest weight of its column. */
export function quantise(vocabulary: Vocabulary, weights: Float32Array, biases: Float64Array): Weights {
  const width = vocabulary.hashes.length;
  const labels = biases.length;
  const scales = new Float32Array(width);
  const cells = new Int8Array(width * labels);
  for (let column = 0; column < width; column += 1) {
    let largest = 0;
    for (let label = 0; label < labels; label += 1) {
      largest = Math.max(largest, Math.abs(weights[label * width + column]!));
    }
    if (largest === 0) continue;
    const scale = Math.fround(largest / LARGEST_CELL);
    scales[column] = scale;
    for (let label = 0; label < labels; label += 1) {
      cells[column * labels + label] = Math.round(weights[label * width + column]! / scale);
    }
  }
  return { ...vocabulary, biases: Float32Array.from(biases), scales, cells };
}
