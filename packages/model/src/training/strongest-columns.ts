import type { Vocabulary } from "../features/vocabulary.ts";
import { VECTOR } from "./kernel/memory.ts";
import type { Learnt } from "./task.ts";

/** Of more, the weakest change no more than one answer in a thousand, and make a package larger and slower. */
const MOST_WEIGHTED = 60_000;

/** All columns in the order in which a classifier knows them: those that are given weights, then the others. */
export interface ColumnOrder {
  readonly columns: Uint32Array;
  /** How many are given weights. */
  readonly weighted: number;
}

/** Gives weights to the columns that say most where they stand: by the length of what was learnt of them, times their rarity. */
export function orderColumns({ rarity }: Vocabulary, members: readonly Learnt[]): ColumnOrder {
  const columns = Uint32Array.from(rarity.keys());
  if (columns.length <= MOST_WEIGHTED) return { columns, weighted: columns.length };
  const strengths = rarity.map((worth, column) => worth * worth * squareLength(column, members));
  const strongest = columns.toSorted((one, other) => strengths[other]! - strengths[one]! || one - other);
  // In their old order, which brings together what stands together in texts.
  strongest.subarray(0, MOST_WEIGHTED).sort();
  strongest.subarray(MOST_WEIGHTED).sort();
  return { columns: strongest, weighted: MOST_WEIGHTED };
}

function squareLength(column: number, members: readonly Learnt[]): number {
  let square = 0;
  for (const { first } of members) {
    for (let at = column * VECTOR; at < (column + 1) * VECTOR; at += 1) square += first[at]! ** 2;
  }
  return square;
}
