import type { Weights } from "../classifier.ts";
import type { Vocabulary } from "../features/vocabulary.ts";
import { newKernel } from "./kernel/kernel.ts";
import { VECTOR } from "./kernel/memory.ts";
import { quantise } from "./quantise.ts";
import { squareSpread, strongestColumns } from "./strongest-columns.ts";
import type { Learnt } from "./task.ts";

/**
 * The mean of members as one linear classifier. Each is a product of two tables, so that their mean is a table too: it answers as the
 * whole committee would, at the cost of one.
 */
export function mergeMembers(vocabulary: Vocabulary, members: readonly Learnt[], labels: number): Weights {
  const { biases, addColumn } = meanOfMembers(members, labels);
  const column = new Float64Array(labels);
  const { columns, weighted } = strongestColumns(vocabulary, (number) => {
    column.fill(0);
    addColumn(number, column);
    return squareSpread(column);
  });
  return quantise({ vocabulary: reorder(vocabulary, columns), biases, weighted }, (place, weights) => {
    weights.fill(0);
    addColumn(columns[place]!, weights);
  });
}

/** The mean of members as a table, a column at a time. */
export interface MeanTable {
  /** One a label. */
  readonly biases: Float32Array<ArrayBuffer>;
  /** Adds a column's weights, one a label. */
  readonly addColumn: (column: number, weights: Float64Array) => void;
}

export function meanOfMembers(members: readonly Learnt[], labels: number): MeanTable {
  // All members' labels side by side, none with columns of its own.
  const kernel = newKernel({ columns: 0, labels: labels * members.length, longest: 0 });
  for (const [number, { second }] of members.entries()) kernel.second.set(second, number * labels * VECTOR);
  return {
    biases: Float32Array.from({ length: labels }, (_, label) =>
      mean(members, ({ biases }) => biases[label]!),
    ),
    addColumn(column, weights) {
      for (const [number, { first }] of members.entries()) {
        kernel.hidden.set(first.subarray(column * VECTOR, (column + 1) * VECTOR));
        kernel.score(number * labels, labels);
        for (let label = 0; label < labels; label += 1)
          weights[label]! += kernel.logits[number * labels + label]! / members.length;
      }
    },
  };
}

/** The same vocabulary with its columns in another order. */
export function reorder({ hashes, rarity }: Vocabulary, columns: Uint32Array): Vocabulary {
  return {
    hashes: Uint32Array.from(columns, (column) => hashes[column]!),
    rarity: Float32Array.from(columns, (column) => rarity[column]!),
  };
}

function mean(members: readonly Learnt[], of: (member: Learnt) => number): number {
  return members.reduce((sum, member) => sum + of(member), 0) / members.length;
}
