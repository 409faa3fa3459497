import type { Weights } from "../classifier.ts";
import type { Document } from "../features/document.ts";
import { Vectoriser } from "../features/vectoriser.ts";
import { learnVocabulary } from "../features/vocabulary.ts";
import type { JudgedRow } from "./calibrate.ts";
import { assignFolds } from "./folds.ts";
import { describeLabels } from "./label-texts.ts";
import { buildMatrix } from "./matrix.ts";
import { mergeMembers } from "./merge.ts";
import { GROUPS, groupOf, newTask, type Task } from "./task.ts";
import { runTask } from "./threads.ts";

/** Documents and, by its number, the label of each. */
export interface Rows {
  readonly documents: readonly Document[];
  readonly targets: Uint32Array;
}

export interface LearningOptions {
  readonly labels: readonly string[];
  readonly threads: number;
  /** Told how much is done, from 0 to 1, and the mean cross entropy of the rows in the epoch that has ended. */
  readonly onProgress: (done: number, loss: number) => void;
}

/** What was learnt, not yet calibrated. */
export interface Learning {
  readonly weights: Weights;
  /** What members said of rows that they had not learnt. */
  readonly judged: readonly JudgedRow[];
}

/** Rows that each member learns, counting each as often as it is seen, at least. */
const MANY_STEPS = 30_000;
const FEWEST_EPOCHS = 3;
const MOST_EPOCHS = 12;
/** So many rows learnt by a member are enough for all members together: few rows have more members. */
const ENOUGH_ROWS = 20_000;
const FEWEST_MEMBERS = 3;
const MOST_MEMBERS = 10;
/** So many rows tell a temperature and an accuracy well enough. */
const ENOUGH_JUDGED = 1500;
/** The part of the rows that a group of members leaves out, at most. */
const LEFT_OUT = 1 / 10;
/** Rows × epochs that take longer than a thread takes to start. */
const WORTH_A_THREAD = 5000;

/**
 * Learns a linear classifier from rows: the mean of a committee of small networks, each of which leaves out some rows, other ones each,
 * that judge it. The label's own words are a row too.
 */
export async function learn(rows: Rows, options: LearningOptions): Promise<Learning> {
  const { labels, threads, onProgress } = options;
  const described = describeLabels(labels);
  const documents = [...rows.documents, ...described.documents];
  const targets = Uint32Array.from([...rows.targets, ...described.targets]);
  const vocabulary = learnVocabulary(documents);
  const columns = vocabulary.hashes.length;
  const matrix = buildMatrix(documents, new Vectoriser(vocabulary));
  const members = countMembers(rows.documents.length);
  const epochs = countEpochs(rows.documents.length);
  const leftOutBy = leaveOut(rows.targets, targets.length);
  const task = newTask(matrix, targets, leftOutBy, { columns, labels: labels.length, members, epochs });
  let ended = 0;
  const worth = Math.ceil((targets.length * epochs * members) / WORTH_A_THREAD);
  await runTask(task, Math.max(1, Math.min(threads, members, worth)), (loss) => {
    ended += 1;
    onProgress(ended / epochs / members, loss);
  });
  return { weights: mergeMembers(vocabulary, task.members, labels.length), judged: judgedRows(task) };
}

function countMembers(rows: number): number {
  return Math.max(FEWEST_MEMBERS, Math.min(MOST_MEMBERS, Math.ceil(ENOUGH_ROWS / rows)));
}

function countEpochs(rows: number): number {
  return Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.ceil(MANY_STEPS / rows)));
}

/** Which group of members leaves out each row; rows after those with these targets are learnt by all. */
function leaveOut(targets: Uint32Array, rows: number): Uint32Array {
  const parts = Math.max(Math.ceil(1 / LEFT_OUT), Math.round((targets.length * GROUPS) / ENOUGH_JUDGED));
  const leftOutBy = new Uint32Array(rows).fill(GROUPS);
  for (const [row, fold] of assignFolds(targets, parts).entries()) leftOutBy[row] = Math.min(fold, GROUPS);
  return leftOutBy;
}

/** Each row that a group left out, with the mean of what its members make of it. */
function judgedRows({ targets, leftOutBy, labels, members }: Task): JudgedRow[] {
  return Array.from({ length: GROUPS }, (_, group) => group).flatMap((group) => {
    const answers = members.filter((_, member) => groupOf(member) === group).map((member) => member.answers);
    const rows = [...leftOutBy.keys().filter((row) => leftOutBy[row] === group)];
    return rows.map((row, place) => ({
      margins: Float32Array.from({ length: labels }, (_, label) =>
        mean(answers, place * (labels + 1) + label),
      ),
      known: mean(answers, place * (labels + 1) + labels),
      target: targets[row]!,
    }));
  });
}

function mean(arrays: readonly Float32Array[], place: number): number {
  return arrays.reduce((sum, array) => sum + array[place]!, 0) / arrays.length;
}
