import { availableParallelism } from "node:os";
import { type Progress, silent } from "@eslabon/chain";
import { Classifier, type Weights } from "../classifier.ts";
import type { ConfidenceScale } from "../confidence.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Example } from "../example.ts";
import { chooseGolden } from "./golden.ts";
import { judge } from "./judge.ts";
import { learn } from "./learn.ts";
import { collectLearnable } from "./learnable.ts";
import type { Threshold } from "./threshold.ts";

export interface TrainingOptions {
  /** How many threads train; all cores unless given. The result does not depend on it. */
  readonly threads?: number;
  readonly progress?: Progress;
  /** How often a decision must be right, from 0 to 1; 0.9 unless given. */
  readonly precision?: number;
}

/** A classifier that was trained and not yet written: `writeModel` makes a package of it. */
export interface TrainedClassifier {
  /** Sorted by code unit. */
  readonly labels: readonly string[];
  /** The rows that it learnt from, and those left out because their texts hold no letter and no digit. */
  readonly rows: number;
  readonly skipped: number;
  readonly weights: Weights;
  readonly temperature: number;
  /** How the odds of an answer become a confidence. */
  readonly confidence: ConfidenceScale;
  /** From which confidence on an answer is a decision. */
  readonly threshold: Threshold;
  /** How classifiers trained without them answered the rows that were held out. */
  readonly crossValidation: Evaluation;
  /** A few of the training examples that it is sure of, and right. */
  readonly golden: readonly Example[];
}

/** How often a decision must be right unless said otherwise. */
export const PRECISION = 0.9;

/**
 * Learns to tell labels by texts. The same examples in the same order give the same classifier to the last bit.
 *
 * @throws EslabonError `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`; and whatever the examples throw.
 */
export async function trainClassifier(
  examples: AsyncIterable<Example> | Iterable<Example>,
  { threads = availableParallelism(), progress = silent, precision = PRECISION }: TrainingOptions = {},
): Promise<TrainedClassifier> {
  const { known, skipped, labels, targets } = await collectLearnable(examples);
  const onProgress = (done: number, loss: number): void =>
    progress(`training: ${(100 * done).toFixed(0)} %, loss ${loss.toFixed(3)}`);
  const { weights, judged } = await learn({ documents: known, targets }, { labels, threads, onProgress });
  const { evaluation, ...calibration } = judge(judged, labels, precision);
  const golden = chooseGolden(known, labels, new Classifier(weights, calibration.temperature));
  return {
    labels,
    rows: known.length,
    skipped,
    weights,
    ...calibration,
    crossValidation: evaluation,
    golden,
  };
}
