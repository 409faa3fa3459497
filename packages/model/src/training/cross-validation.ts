import { Classifier } from "../classifier.ts";
import { type Evaluation, Tally } from "../evaluation.ts";
import { fitTemperature, type JudgedRow } from "./calibrate.ts";
import { assignFolds, foldsToHold } from "./folds.ts";
import { learn, type LearningOptions, type Rows } from "./learn.ts";

/**
 * What rows tell when they are held out in turn and answered by classifiers that have learnt, from the words they know to their
 * weights, without them: the temperature that makes probabilities honest, and how good the answers were.
 */
export async function crossValidate(
  rows: Rows,
  names: readonly string[],
  options: LearningOptions,
): Promise<{ temperature: number; evaluation: Evaluation }> {
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
  return { temperature, evaluation: evaluateMargins(judged, temperature, names) };
}

function select({ texts, targets }: Rows, isWanted: (row: number) => boolean): Rows {
  return {
    texts: texts.filter((_, row) => isWanted(row)),
    targets: targets.filter((_, row) => isWanted(row)),
  };
}

function evaluateMargins(
  judged: readonly JudgedRow[],
  temperature: number,
  names: readonly string[],
): Evaluation {
  const tally = new Tally();
  for (const { margins, target } of judged) {
    const highest = Math.max(...margins);
    const sum = margins.reduce((total, margin) => total + Math.exp((margin - highest) / temperature), 0);
    tally.add(names[target]!, names[margins.indexOf(highest)]!, 1 / sum);
  }
  return tally.evaluation();
}
