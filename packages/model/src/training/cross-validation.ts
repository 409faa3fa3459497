import { Classifier } from "../classifier.ts";
import { type Evaluation, Tally } from "../evaluation.ts";
import { fitTemperature, type JudgedRow } from "./calibrate.ts";
import { assignFolds, foldsToHold } from "./folds.ts";
import { learn, type LearningOptions, type Rows } from "./learn.ts";
import { chooseThreshold, type JudgedAnswer, type Threshold } from "./threshold.ts";

/**
 * What rows tell when they are held out in turn and answered by classifiers that have learnt, from the words they know to their
 * weights, without them: the temperature that makes probabilities honest, the confidence that decisions need to be right as often
 * as wanted, and how good the answers were.
 */
export async function crossValidate(
  rows: Rows,
  names: readonly string[],
  precision: number,
  options: LearningOptions,
): Promise<{ temperature: number; threshold: Threshold; evaluation: Evaluation }> {
  const folds = assignFolds(rows.targets);
  const judged: JudgedRow[] = [];
  for (let fold = 0; fold < foldsToHold(rows.texts.length); fold += 1) {
    const others = select(rows, (row) => folds[row] !== fold);
    const classifier = new Classifier(await learn(others, options), 1);
    const { texts, targets } = select(rows, (row) => folds[row] === fold);
    for (const [row, text] of texts.entries()) {
      judged.push({ margins: Float32Array.from(classifier.readMargins(text)), target: targets[row]! });
    }
  }
  const temperature = fitTemperature(judged);
  const answers = judged.map((row) => answer(row, temperature));
  const threshold = chooseThreshold(answers, precision);
  const tally = new Tally(threshold.confidence);
  for (const [row, { label, confidence }] of answers.entries()) {
    tally.add(names[judged[row]!.target]!, names[label]!, confidence);
  }
  return { temperature, threshold, evaluation: tally.evaluation() };
}

function select({ texts, targets }: Rows, isWanted: (row: number) => boolean): Rows {
  return {
    texts: texts.filter((_, row) => isWanted(row)),
    targets: targets.filter((_, row) => isWanted(row)),
  };
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
