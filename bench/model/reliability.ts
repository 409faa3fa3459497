import type { Answer } from "./measurement.ts";

/** Answers with about the same stated probability. */
export interface ReliabilityBin {
  readonly rows: number;
  /** What was stated, on average, and the share that was right. */
  readonly meanProbability: number;
  readonly right: number;
}

/**
 * What is stated beside what is right, in bins of equal width of which each holds its upper end (Guo et al. 2017); only those with
 * answers, from the lowest on. Texts without an answer are in none. Undefined when a contestant states no probabilities.
 */
export function reliability(
  labels: readonly string[],
  answers: readonly Answer[],
  bins = 15,
): ReliabilityBin[] | undefined {
  const [rows, stated, right] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  for (const [row, { label, probability }] of answers.entries()) {
    if (label === null) continue;
    if (probability === null) return undefined;
    const bin = Math.max(0, Math.ceil(probability * bins) - 1);
    rows[bin]! += 1;
    stated[bin]! += probability;
    right[bin]! += label === labels[row] ? 1 : 0;
  }
  return Array.from(rows, (count, bin) => ({
    rows: count,
    meanProbability: stated[bin]! / count,
    right: right[bin]! / count,
  })).filter((bin) => bin.rows > 0);
}
