import { mean } from "../statistics.ts";
import type { Answer } from "./measurement.ts";
import { reliability } from "./reliability.ts";

/** The share of right answers. */
export function accuracy(labels: readonly string[], answers: readonly Answer[]): number {
  return mean(labels.map((label, row) => (answers[row]!.label === label ? 1 : 0)));
}

/**
 * The plain mean of every label's F1, over all labels that stand in the test rows or in the answers; a label that is never
 * right has 0 (scikit-learn's `f1_score(average="macro", zero_division=0)`).
 */
export function macroF1(labels: readonly string[], answers: readonly Answer[]): number {
  const given = answers.map((answer) => answer.label).filter((label) => label !== null);
  const right = labels.filter((label, row) => answers[row]!.label === label);
  const [wanted, answered, met] = [occurrences(labels), occurrences(given), occurrences(right)];
  const all = [...new Set([...labels, ...given])];
  return mean(
    all.map((label) => (2 * (met.get(label) ?? 0)) / ((wanted.get(label) ?? 0) + (answered.get(label) ?? 0))),
  );
}

/**
 * Expected calibration error: how far, on average, a stated probability is from the share of right answers among those
 * with about the same (Guo et al. 2017), of the texts that were answered. Undefined when a contestant states no probabilities.
 */
export function calibrationError(labels: readonly string[], answers: readonly Answer[]): number | undefined {
  const bins = reliability(labels, answers);
  if (!bins) return undefined;
  const answered = bins.reduce((sum, { rows }) => sum + rows, 0);
  return bins.reduce(
    (sum, { rows, meanProbability, right }) => sum + Math.abs(right - meanProbability) * (rows / answered),
    0,
  );
}

function occurrences(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
