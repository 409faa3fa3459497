import { figure, percent, table } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { image } from "../picture.ts";
import type { Training } from "./training.ts";

/** A training, or why there is none. */
export type Tried = Training | { readonly failed: string };

export interface SizeReport {
  readonly rows: number;
  /** With all threads. */
  readonly training: Tried;
  /** Undefined when it was not asked for. */
  readonly oneThread: Tried | undefined;
}

export interface AboutScale {
  /** Rows that accuracy is told by. */
  readonly heldOut: number;
  /** The share of training rows with a label by chance. */
  readonly noise: number;
  /** What a training may take. */
  readonly gigabytes: number;
}

/** The section on rows against time and memory. */
export function markdown(
  reports: readonly SizeReport[],
  { heldOut, noise, gigabytes }: AboutScale,
  pictures: readonly Picture[],
): string {
  return [
    `Generated rows of some twelve words, 50 labels, ${percent(noise)} of them by chance; read from Parquet in batches by a process that may take`
      + ` ${gigabytes} GB in all. Accuracy on ${figure(heldOut)} further rows, none of them labelled by chance.`,
    table(
      [
        "rows",
        "wall s",
        "CPU s",
        "µs a row",
        "peak MB",
        "accuracy",
        "model MB",
        "same bytes with one thread",
      ],
      reports.map(({ rows, training, oneThread }) => [
        figure(rows),
        ...(isDone(training) ? shown(rows, training) : [training.failed, "–", "–", "–", "–", "–"]),
        sameBytes(training, oneThread),
      ]),
    ),
    ...pictures.map(image),
  ].join("\n\n");
}

export function isDone(tried: Tried | undefined): tried is Training {
  return tried !== undefined && !("failed" in tried);
}

function shown(
  rows: number,
  { wallSeconds, cpuSeconds, peakBytes, accuracy, modelBytes }: Training,
): string[] {
  return [
    figure(wallSeconds, 1),
    figure(cpuSeconds, 1),
    figure((cpuSeconds / rows) * 1e6),
    figure(peakBytes / 1e6),
    percent(accuracy),
    figure(modelBytes / 1e6, 1),
  ];
}

function sameBytes(training: Tried, oneThread: Tried | undefined): string {
  if (!isDone(training) || !isDone(oneThread)) return "–";
  return training.digest === oneThread.digest ? "yes" : "**no**";
}
