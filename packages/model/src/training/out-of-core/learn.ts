import { Classifier } from "../../classifier.ts";
import { learnVocabulary } from "../../features/vocabulary.ts";
import type { JudgedRow } from "../calibrate.ts";
import type { Learning, LearningOptions } from "../learn.ts";
import { mergeMembers } from "../merge.ts";
import { runTask } from "../threads.ts";
import type { NumberedAsideRows } from "../collect-rows.ts";
import type { KeptRow } from "./row-bytes.ts";
import { type Limits, sampleDocuments } from "./sample.ts";
import { newSpooledTask, REPORTS } from "./task.ts";

const MEMBERS = 4;
/** Rows that each member learns, counting each as often as it is seen, at least; but not all of them more often than so. */
const FEWEST_STEPS = 150_000;
const MOST_PASSES = 3;
/** From so many rows on a member learns some only, half of them at least; as each begins elsewhere, all rows are learnt. */
const ENOUGH_STEPS = 2_000_000;

export interface AsideOptions extends LearningOptions {
  /** What the vocabulary may be learnt of. */
  readonly limits: Limits;
}

/**
 * Learns a linear classifier from rows in a file: as `learn`, but for what it takes from a sample of the rows, the vocabulary, and that
 * rows are held out from all members, so that they judge what the members are together.
 */
export async function learnAside(rows: NumberedAsideRows, options: AsideOptions): Promise<Learning> {
  const { spooled, heldOut, numbers } = rows;
  const { labels, limits, threads, onProgress } = options;
  const vocabulary = learnVocabulary(sampleDocuments(spooled, limits));
  const steps = countSteps(spooled.count);
  const task = newSpooledTask({ spooled, numbers, vocabulary, labels: labels.length, steps }, MEMBERS);
  let ended = 0;
  await runTask(task, Math.min(threads, MEMBERS), (loss) => {
    ended += 1;
    onProgress(ended / REPORTS / MEMBERS, loss);
  });
  const weights = mergeMembers(vocabulary, task.members, labels.length);
  return { weights, judged: judgeRows(new Classifier(weights, 1), heldOut, numbers) };
}

function countSteps(rows: number): number {
  if (rows > ENOUGH_STEPS) return Math.max(ENOUGH_STEPS, Math.ceil(rows / 2));
  return Math.max(rows, Math.min(rows * MOST_PASSES, FEWEST_STEPS));
}

function judgeRows(classifier: Classifier, rows: readonly KeptRow[], numbers: Uint32Array): JudgedRow[] {
  return rows.map(({ document, target }) => ({
    margins: Float32Array.from(classifier.readMargins(document.text, document.facts)),
    known: classifier.known,
    target: numbers[target]!,
  }));
}
