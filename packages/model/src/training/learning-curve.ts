import type { Progress } from "@eslabon/link";
import { Classifier } from "../classifier.ts";
import type { Example } from "../example.ts";
import { hasWords } from "../features/words.ts";
import { learn, type Rows } from "./learn.ts";

/** How many test rows a classifier answers rightly, from 0 to 1, that learnt from so many training rows. */
export interface LearningPoint {
  readonly rows: number;
  readonly accuracy: number;
}

export interface LearningCurveOptions {
  readonly train: () => AsyncIterable<Example>;
  readonly test: () => AsyncIterable<Example>;
  /** How many rows the training found in `train`. */
  readonly rows: number;
  /** Longer texts count as answered wrongly, in UTF-16 units. */
  readonly textLength: number;
  readonly threads: number;
  readonly progress: Progress;
}

/** A curve of less says nothing. */
const FEWEST_ROWS = 10;
/** Of the largest part. */
const MOST_ROWS = 100_000;

/**
 * Trains classifiers with parts of the rows, the smallest first, to show what more rows would bring. A part is every so-many-th row of each
 * label: it contains the part before it, and all labels. Calibration changes no label's place, so there is none, which saves most
 * of the time. Without test rows there is no curve.
 */
export async function measureLearningCurve(options: LearningCurveOptions): Promise<LearningPoint[]> {
  const { rows, threads, progress } = options;
  if (await isEmpty(options.test())) return [];
  const points: LearningPoint[] = [];
  for (const part of partsOf(rows)) {
    const { labels, ...learnt } = await takePart(options.train(), part);
    const count = learnt.documents.length;
    if (count < FEWEST_ROWS || labels.length < 2) continue;
    progress(`learning curve: ${count} of ${rows} rows`);
    const { weights } = await learn(learnt, { labels, threads, onProgress: () => undefined });
    points.push({
      rows: count,
      accuracy: await measureAccuracy(new Classifier(weights, 1), labels, options),
    });
  }
  return points;
}

async function isEmpty(examples: AsyncIterable<Example>): Promise<boolean> {
  const rows = examples[Symbol.asyncIterator]();
  const first = await rows.next();
  // Or the file that they come from stays open.
  await rows.return?.();
  return first.done === true;
}

/**
 * Every how many rows one is taken. An eighth, a quarter and half of the rows cost less together than a training with all of them; of
 * hundreds of thousands smaller parts are taken, so that the curve costs no more than it is worth.
 */
export function partsOf(rows: number): number[] {
  const scale = 2 ** Math.max(0, Math.ceil(Math.log2(rows / 2 / MOST_ROWS)));
  return [8, 4, 2].map((part) => part * scale);
}

/** The first row of each label and every `part`-th after it. */
export async function takePart(
  examples: AsyncIterable<Example>,
  part: number,
): Promise<Rows & { readonly labels: readonly string[] }> {
  const counts = new Map<string, number>();
  const taken: Example[] = [];
  for await (const example of examples) {
    if (!hasWords(example.text)) continue;
    const count = counts.get(example.label) ?? 0;
    counts.set(example.label, count + 1);
    if (count % part === 0) taken.push(example);
  }
  const labels = [...counts.keys()].sort();
  const numbers = new Map(labels.map((label, number) => [label, number]));
  return {
    labels,
    documents: taken,
    targets: Uint32Array.from(taken, ({ label }) => numbers.get(label)!),
  };
}

async function measureAccuracy(
  classifier: Classifier,
  labels: readonly string[],
  { test, textLength }: LearningCurveOptions,
): Promise<number> {
  let [rows, right] = [0, 0];
  for await (const { text, label, facts } of test()) {
    rows += 1;
    if (text.length > textLength || !hasWords(text)) continue;
    const margins = classifier.readMargins(text, facts);
    if (labels[margins.indexOf(Math.max(...margins))] === label) right += 1;
  }
  return Math.round((right / rows) * 1e6) / 1e6;
}
