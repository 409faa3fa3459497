import type { Weights } from "../classifier.ts";
import type { Vocabulary } from "../features/vocabulary.ts";

const LARGEST_CELL = 127;

/** What a classifier has besides its cells. */
export interface Frame {
  readonly vocabulary: Vocabulary;
  readonly biases: Float32Array<ArrayBuffer>;
  /** How many of its columns are given weights: the first. */
  readonly weighted: number;
}

/**
 * Stores each weight in one byte: the nearest of 255 steps between plus and minus the largest weight of its column.
 *
 * @param readColumn leaves a column's weights, one a label, in the array that it is given.
 */
export function quantise(
  { vocabulary, biases, weighted }: Frame,
  readColumn: (column: number, weights: Float64Array) => void,
): Weights {
  const labels = biases.length;
  const scales = new Float32Array(weighted);
  const cells = new Int8Array(weighted * labels);
  const weights = new Float64Array(labels);
  for (let column = 0; column < weighted; column += 1) {
    readColumn(column, weights);
    let largest = 0;
    for (let label = 0; label < labels; label += 1) largest = Math.max(largest, Math.abs(weights[label]!));
    if (largest === 0) continue;
    const scale = Math.fround(largest / LARGEST_CELL);
    scales[column] = scale;
    for (let label = 0; label < labels; label += 1)
      cells[column * labels + label] = Math.round(weights[label]! / scale);
  }
  return { ...vocabulary, biases, scales, cells };
}
