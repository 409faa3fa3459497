import type { Weights } from "../classifier.ts";
import { Vectoriser } from "../features/vectoriser.ts";
import { learnVocabulary } from "../features/vocabulary.ts";
import { buildMatrix } from "./matrix.ts";
import { quantise } from "./quantise.ts";
import { newTask } from "./task.ts";
import { runTask } from "./threads.ts";

/** Texts and, by its number, the label of each. */
export interface Rows {
  readonly texts: readonly string[];
  readonly targets: Uint32Array;
}

export interface LearningOptions {
  readonly labels: number;
  readonly threads: number;
  readonly onLabel: () => void;
}

/** So many multiplications a round take longer than a thread takes to start. */
const WORTH_A_THREAD = 2e7;

/** Learns a linear classifier, not yet calibrated, from rows. */
export async function learn({ texts, targets }: Rows, options: LearningOptions): Promise<Weights> {
  const { labels, onLabel } = options;
  const vocabulary = learnVocabulary(texts);
  const matrix = buildMatrix(texts, new Vectoriser(vocabulary), vocabulary.hashes.length);
  const task = newTask(matrix, targets, labels);
  const worth = Math.ceil((matrix.values.length * labels) / WORTH_A_THREAD);
  await runTask(task, Math.max(1, Math.min(options.threads, labels, worth)), onLabel);
  return quantise(vocabulary, task.weights, task.biases);
}
