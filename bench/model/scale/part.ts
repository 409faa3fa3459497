import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Value } from "typebox/value";
import { output } from "../../child.ts";
import { progress } from "../../command.ts";
import { figure } from "../../markdown.ts";
import type { Findings, Part, Plan } from "../part.ts";
import { writeRows } from "../sets.ts";
import { generateRows } from "./generate.ts";
import { markdown, type SizeReport, type Tried } from "./markdown.ts";
import { writeParquet } from "./parquet.ts";
import { drawScale } from "./picture.ts";
import { Training } from "./training.ts";

export const SIZES: readonly number[] = [1e3, 1e4, 1e5, 1e6, 1e7];
const HELD_OUT = 10_000;
const NOISE = 0.05;
/** Up to this size it is trained with one thread as well, to see whether the bytes are the same. */
const MOST_TWICE = 1e6;
const MOST_MINUTES = 60;
const KILLED_BY_MEMORY = /took more than|heap out of memory|Array buffer allocation failed/u;

/** Ours on generated rows, from a thousand to ten million: time, memory, accuracy. */
export const scalePart: Part = {
  name: "scale",
  section: "bench:model:scale",
  needs: [],
  isWhole: ({ rows }) => rows >= SIZES.at(-1)!,
  run,
};

async function run(plan: Plan): Promise<Findings> {
  const sizes = SIZES.filter((size) => size <= plan.rows);
  const folder = join(plan.work, "scale");
  await mkdir(folder);
  const heldOut = await writeRows(
    join(folder, "held-out.jsonl"),
    // Nobody could know a label that is there by chance.
    generateRows({ seed: 2, noise: 0 }).take(HELD_OUT).toArray(),
  );
  const parquet = join(folder, "rows.parquet");
  const most = Math.max(...sizes);
  progress(`scale: generating ${figure(most)} rows`);
  await writeParquet(parquet, most, generateRows({ seed: 1, noise: NOISE }));
  const reports: SizeReport[] = [];
  for (const rows of sizes) {
    const train = (threads: number): Promise<Tried> =>
      tryTraining({ parquet, heldOut, rows, threads, folder }, plan);
    reports.push({
      rows,
      training: await train(availableParallelism()),
      oneThread: rows <= MOST_TWICE ? await train(1) : undefined,
    });
  }
  await rm(parquet);
  const pictures = drawScale(reports);
  return {
    report: reports,
    versions: {},
    observations: [],
    markdown: markdown(reports, { heldOut: HELD_OUT, noise: NOISE, gigabytes: plan.gigabytes }, pictures),
    pictures,
  };
}

interface Try {
  readonly parquet: string;
  readonly heldOut: string;
  readonly rows: number;
  readonly threads: number;
  readonly folder: string;
}

async function tryTraining(wanted: Try, { gigabytes, signal }: Plan): Promise<Tried> {
  const { parquet, heldOut, rows, threads, folder } = wanted;
  progress(`scale: ${figure(rows)} rows, threads: ${threads}`);
  const out = join(folder, `${rows}-${threads}`);
  await mkdir(out);
  const program = {
    program: process.execPath,
    arguments: [
      ...[`--max-old-space-size=${Math.round(gigabytes * 1024)}`, join(import.meta.dirname, "child.ts")],
      ...["--parquet", parquet, "--rows", String(rows), "--held-out", heldOut, "--out", out],
      ...["--threads", String(threads), "--gigabytes", String(gigabytes)],
    ],
  };
  const timeout = AbortSignal.timeout(MOST_MINUTES * 60_000);
  try {
    return Value.Parse(Training, JSON.parse(await output(program, AbortSignal.any([signal, timeout]))));
  } catch (error) {
    signal.throwIfAborted();
    const failed = reasonOf(error as Error, timeout, gigabytes);
    progress(`scale: ${figure(rows)} rows: ${failed}`);
    return { failed };
  } finally {
    await rm(out, { recursive: true });
  }
}

function reasonOf({ message }: Error, timeout: AbortSignal, gigabytes: number): string {
  if (timeout.aborted) return `not done in ${MOST_MINUTES} minutes`;
  if (KILLED_BY_MEMORY.test(message)) return `takes more than ${gigabytes} GB`;
  // The first line repeats the command.
  const [, ...lines] = message.trim().split("\n");
  return lines.find((line) => /error/iu.test(line))?.trim() ?? lines.at(-1) ?? message;
}
