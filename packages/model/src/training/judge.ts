import { confidenceOf, type ConfidenceScale, logOdds } from "../confidence.ts";
import { type Evaluation, Tally } from "../evaluation.ts";
import { softmax } from "../softmax.ts";
import { fitTemperature, type JudgedRow } from "./calibrate.ts";
import { fitConfidence } from "./fit-confidence.ts";
import { chooseThreshold, type Threshold } from "./threshold.ts";

/** What held-out rows tell of a classifier. */
export interface Judgement {
  /** What makes its probabilities honest. */
  readonly temperature: number;
  /** What makes its confidence honest. */
  readonly confidence: ConfidenceScale;
  /** The confidence that decisions need to be right as often as wanted. */
  readonly threshold: Threshold;
  /** How good its answers were. */
  readonly evaluation: Evaluation;
}

/** Judges a classifier by rows that it has not learnt. */
export function judge(judged: readonly JudgedRow[], names: readonly string[], precision: number): Judgement {
  const temperature = fitTemperature(judged);
  const answers = judged.map((row) => answer(row, temperature));
  const scale = fitConfidence(answers);
  const sure = answers.map((given) => ({ ...given, confidence: confidenceOf(given.odds, scale) }));
  const threshold = chooseThreshold(sure, precision);
  const tally = new Tally(threshold.confidence);
  for (const [row, { label, score, confidence }] of sure.entries()) {
    tally.add(names[judged[row]!.target]!, names[label]!, score, confidence);
  }
  return { temperature, confidence: scale, threshold, evaluation: tally.evaluation() };
}

function answer(
  { margins, target, known }: JudgedRow,
  temperature: number,
): { label: number; score: number; odds: number; isRight: boolean } {
  const probabilities = Float64Array.from(margins);
  softmax(probabilities, temperature);
  const score = Math.max(...probabilities);
  const label = probabilities.indexOf(score);
  return { label, score, odds: logOdds(probabilities, known), isRight: label === target };
}
