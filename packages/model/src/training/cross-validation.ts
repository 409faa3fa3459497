import { Classifier } from "../classifier.ts";
import type { JudgedRow } from "./calibrate.ts";
import { assignFolds, foldsToHold } from "./folds.ts";
import { judge, type Judgement } from "./judge.ts";
import { learn, type LearningOptions, type Rows } from "./learn.ts";

/**
 * What rows tell when they are held out in turn and answered by classifiers that have learnt, from the words they know to their
 * weights, without them.
 */
export async function crossValidate(
  rows: Rows,
  names: readonly string[],
  precision: number,
  options: LearningOptions,
): Promise<Judgement> {
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
  return judge(judged, names, precision);
}

function select({ texts, targets }: Rows, isWanted: (row: number) => boolean): Rows {
  return {
    texts: texts.filter((_, row) => isWanted(row)),
    targets: targets.filter((_, row) => isWanted(row)),
  };
}
