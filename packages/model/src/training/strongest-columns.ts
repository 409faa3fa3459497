import type { Vocabulary } from "../features/vocabulary.ts";

/** Of more, the weakest change no more than one answer in a thousand, and make a package larger and slower. */
const MOST_WEIGHTED = 60_000;

/** All columns in the order in which a classifier knows them: those that are given weights, then the others. */
export interface ColumnOrder {
  readonly columns: Uint32Array;
  /** How many are given weights. */
  readonly weighted: number;
}

/**
 * Gives weights to the columns that say most in all texts together: by their rarity where they stand, and by how often they do, of which
 * rarity is the logarithm.
 *
 * @param squareOf how much a column tells labels apart: {@link squareSpread} of its weights
 */
export function strongestColumns({ rarity }: Vocabulary, squareOf: (column: number) => number): ColumnOrder {
  const columns = Uint32Array.from(rarity.keys());
  if (columns.length <= MOST_WEIGHTED) return { columns, weighted: columns.length };
  const strengths = rarity.map((worth, column) => worth * worth * Math.exp(-worth) * squareOf(column));
  const strongest = columns.toSorted((one, other) => strengths[other]! - strengths[one]! || one - other);
  // In their old order, which brings together what stands together in texts.
  strongest.subarray(0, MOST_WEIGHTED).sort();
  strongest.subarray(MOST_WEIGHTED).sort();
  return { columns: strongest, weighted: MOST_WEIGHTED };
}

/** The sum of squares of how far weights are from their mean: what all labels get alike tells none from the others. */
export function squareSpread(weights: Float64Array): number {
  let [sum, square] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    square += weight * weight;
  }
  return square - (sum * sum) / weights.length;
}
