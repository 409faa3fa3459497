import { type Evaluation, Tally } from "../evaluation.ts";
import { fitTemperature, type JudgedRow } from "./calibrate.ts";
import { chooseThreshold, type JudgedAnswer, type Threshold } from "./threshold.ts";

/** What held-out rows tell of a classifier. */
export interface Judgement {
  /** What makes its probabilities honest. */
  readonly temperature: number;
  /** The confidence that decisions need to be right as often as wanted. */
  readonly threshold: Threshold;
  /** How good its answers were. */
  readonly evaluation: Evaluation;
}

/** Judges a classifier by rows that it has not learnt. */
export function judge(judged: readonly JudgedRow[], names: readonly string[], precision: number): Judgement {
  const temperature = fitTemperature(judged);
  const answers = judged.map((row) => answer(row, temperature));
  const threshold = chooseThreshold(answers, precision);
  const tally = new Tally(threshold.confidence);
  for (const [row, { label, confidence }] of answers.entries()) {
    tally.add(names[judged[row]!.target]!, names[label]!, confidence);
  }
  return { temperature, threshold, evaluation: tally.evaluation() };
}

function answer(
  { margins, target }: JudgedRow,
  temperature: number,
): JudgedAnswer & { readonly label: number } {
  const highest = Math.max(...margins);
  const sum = margins.reduce((total, margin) => total + Math.exp((margin - highest) / temperature), 0);
  const label = margins.indexOf(highest);
  return { label, confidence: 1 / sum, isRight: label === target };
}
