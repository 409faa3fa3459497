import type { Weights } from "../classifier.ts";
import type { Vocabulary } from "../features/vocabulary.ts";
import { newKernel } from "./kernel/kernel.ts";
import { VECTOR } from "./kernel/memory.ts";
import { quantise } from "./quantise.ts";
import { orderColumns } from "./strongest-columns.ts";
import type { Learnt } from "./task.ts";

/**
 * The mean of members as one linear classifier. Each is a product of two tables, so that their mean is a table too: it answers as the
 * whole committee would, at the cost of one.
 */
export function mergeMembers(vocabulary: Vocabulary, members: readonly Learnt[], labels: number): Weights {
  // All members' labels side by side, none with columns of its own.
  const kernel = newKernel({ columns: 0, labels: labels * members.length, longest: 0 });
  for (const [number, { second }] of members.entries()) kernel.second.set(second, number * labels * VECTOR);
  const biases = Float32Array.from({ length: labels }, (_, label) =>
    mean(members, ({ biases }) => biases[label]!),
  );
  const { columns, weighted } = orderColumns(vocabulary, members);
  const ordered: Vocabulary = {
    hashes: columns.map((column) => vocabulary.hashes[column]!),
    rarity: Float32Array.from(columns, (column) => vocabulary.rarity[column]!),
  };
  return quantise({ vocabulary: ordered, biases, weighted }, (place, weights) => {
    const column = columns[place]!;
    weights.fill(0);
    for (const [number, { first }] of members.entries()) {
      kernel.hidden.set(first.subarray(column * VECTOR, (column + 1) * VECTOR));
      kernel.score(number * labels, labels);
      for (let label = 0; label < labels; label += 1)
        weights[label]! += kernel.logits[number * labels + label]! / members.length;
    }
  });
}

function mean(members: readonly Learnt[], of: (member: Learnt) => number): number {
  return members.reduce((sum, member) => sum + of(member), 0) / members.length;
}
