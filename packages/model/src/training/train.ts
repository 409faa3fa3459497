import { availableParallelism } from "node:os";
import { type Progress, silent } from "@eslabon/link";
import { Classifier, type Weights } from "../classifier.ts";
import type { ConfidenceScale } from "../confidence.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Example } from "../example.ts";
import type { Continued } from "./continuing/continued.ts";
import { collectRows } from "./collect-rows.ts";
import { chooseGolden } from "./golden.ts";
import { judge } from "./judge.ts";
import { learn } from "./learn.ts";
import { learnAside } from "./out-of-core/learn.ts";
import type { Limits } from "./out-of-core/sample.ts";
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
  /** The model that training went on from, if it did; `crossValidation` holds that model's figures then. */
  readonly continued?: Continued;
}

/** How often a decision must be right unless said otherwise. */
export const PRECISION = 0.9;

/** Rows that are learnt from memory; when there are more, from a file. */
export const LIMITS: Limits = { rows: 100_000, characters: 10_000_000 };

/**
 * Learns to tell labels by texts. The same examples in the same order give the same classifier to the last bit. The examples are read
 * once; from 100,001 on, or with more than 10 million characters, they wait in the system's folder for temporary files.
 *
 * @throws EslabonError `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`, `CHAIN_WRITE_FAILED`; and whatever the examples throw.
 */
export async function trainClassifier(
  examples: AsyncIterable<Example> | Iterable<Example>,
  options: TrainingOptions = {},
): Promise<TrainedClassifier> {
  return trainWithin(LIMITS, examples, options);
}

/** As {@link trainClassifier}, with other limits to what is learnt from memory. */
export async function trainWithin(
  limits: Limits,
  examples: AsyncIterable<Example> | Iterable<Example>,
  { threads = availableParallelism(), progress = silent, precision = PRECISION }: TrainingOptions,
): Promise<TrainedClassifier> {
  using collected = await collectRows(examples, limits, progress);
  const { rows, count, skipped, labels, candidates } = collected;
  const onProgress = (done: number, loss: number): void =>
    progress(`training: ${(100 * done).toFixed(0)} %, loss ${loss.toFixed(3)}`);
  const options = { labels, threads, onProgress };
  const { weights, judged } = await ("spooled" in rows
    ? learnAside(rows, { ...options, limits })
    : learn(rows, options));
  const { evaluation, ...calibration } = judge(judged, labels, precision);
  const golden = chooseGolden(candidates, labels, new Classifier(weights, calibration.temperature));
  return {
    labels,
    rows: count,
    skipped,
    weights,
    ...calibration,
    crossValidation: evaluation,
    golden,
  };
}
