import { Classifier, type Weights } from "../../classifier.ts";
import { Vectoriser } from "../../features/vectoriser.ts";
import type { LearningOptions, Rows } from "../learn.ts";
import { VECTOR } from "../kernel/memory.ts";
import { buildMatrix, type Matrix } from "../matrix.ts";
import { meanOfMembers } from "../merge.ts";
import { floats, GROUPS, type Learnt, newTask } from "../task.ts";
import { runTask } from "../threads.ts";
import { mergeCorrection } from "./merge.ts";

const MEMBERS = 3;
/** Rows that each member learns, counting each as often as it is seen, at least. */
const MANY_STEPS = 5000;
const FEWEST_EPOCHS = 2;
const MOST_EPOCHS = 12;
/** Rows × epochs that take longer than a thread takes to start. */
const WORTH_A_THREAD = 5000;

export interface CorrectionOptions extends LearningOptions {
  /** The part of what the classifier says that members hear, from 0 to 1. */
  readonly heard: number;
}

/**
 * Learns from rows what is to be corrected of a classifier: a committee of small networks, as in a training from the start, each of which adds
 * to what the classifier says. What comes is one linear classifier again.
 *
 * @param before knows the rows' n-grams and labels, though it may say nothing of them
 */
export async function learnCorrection(
  before: Weights,
  rows: Rows,
  options: CorrectionOptions,
): Promise<Weights> {
  const { labels, threads, onProgress, heard } = options;
  const { columns, used, matrix } = useColumns(buildMatrix(rows.documents, new Vectoriser(before)), before);
  const count = rows.documents.length;
  const epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.ceil(MANY_STEPS / count)));
  const size = { columns: used, labels: labels.length, members: MEMBERS, epochs };
  const learntByAll = new Uint32Array(count).fill(GROUPS);
  const base = readLogits(before, rows, heard);
  const task = { ...newTask(matrix, rows.targets, learntByAll, size), base };
  const worth = Math.ceil((count * epochs * MEMBERS) / WORTH_A_THREAD);
  let ended = 0;
  await runTask(task, Math.max(1, Math.min(threads, MEMBERS, worth)), (loss) => {
    ended += 1;
    onProgress(ended / epochs / MEMBERS, loss);
  });
  forgetUnchanged(columns, task.members);
  return mergeCorrection(before, { columns, ...meanOfMembers(task.members, labels.length) });
}

/** Numbers only the columns that rows have, which makes the members small. */
function useColumns(
  matrix: Matrix,
  { hashes }: Weights,
): { columns: Int32Array; used: number; matrix: Matrix } {
  const columns = new Int32Array(hashes.length).fill(-1);
  let used = 0;
  for (let at = 0; at < matrix.columns.length; at += 1) {
    const column = matrix.columns[at]!;
    if (columns[column]! < 0) {
      columns[column] = used;
      used += 1;
    }
    matrix.columns[at] = columns[column]!;
  }
  return { columns, used, matrix };
}

/** Columns of rows that were known well enough all the time are as they were in the beginning: 0. */
function forgetUnchanged(columns: Int32Array, members: readonly Learnt[]): void {
  for (const [column, own] of columns.entries()) {
    if (own < 0) continue;
    // One step changes all numbers of a column.
    if (members.every(({ first }) => first[own * VECTOR] === 0)) columns[column] = -1;
  }
}

/** What members hear of the classifier. */
function readLogits(weights: Weights, { documents }: Rows, heard: number): Float32Array<SharedArrayBuffer> {
  const classifier = new Classifier(weights, 1);
  const labels = weights.biases.length;
  const logits = floats(documents.length * labels);
  for (const [row, { text, facts }] of documents.entries()) {
    const margins = classifier.readMargins(text, facts);
    for (let label = 0; label < labels; label += 1) logits[row * labels + label] = margins[label]! * heard;
  }
  return logits;
}
