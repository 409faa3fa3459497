import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { digestFolder } from "@eslabon/link";
import { Value } from "typebox/value";
import { output } from "../child.ts";
import type { Contestant } from "./contestants.ts";
import { Measurement } from "./measurement.ts";
import type { Plan } from "./part.ts";
import { type StoredSize, storedSize } from "./stored-size.ts";

/** Enough to bring a just-in-time compiler to rest; the same for all. */
const warmUp = { texts: 500, rounds: 3 };

/** What a contestant is given: files of rows. */
export interface Job {
  readonly train: string;
  /** To be answered one text a call, each timed. */
  readonly test?: string;
  /** To be answered in full, and not timed. */
  readonly ask?: readonly string[];
}

export interface Measured {
  readonly measurement: Measurement;
  readonly size: StoredSize;
  /** Of the package that ours stored. */
  readonly digest: string | undefined;
}

/** Lets a contestant train, store its model in a folder below `work`, load it and answer: in a process of its own. */
export async function measure(contestant: Contestant, job: Job, plan: Plan): Promise<Measured> {
  const out = await mkdtemp(join(plan.work, `${contestant.name}-`));
  try {
    const command = contestant.command(plan.python);
    const arguments_ = [...command.arguments, ...describeJob(job), "--out", out];
    const printed = await output({ ...command, arguments: arguments_ }, plan.signal);
    return {
      measurement: Value.Parse(Measurement, JSON.parse(printed)),
      size: await storedSize(out),
      digest: contestant.ours ? await digestFolder(out) : undefined,
    };
  } finally {
    await rm(out, { recursive: true });
  }
}

function describeJob({ train, test, ask = [] }: Job): string[] {
  return [
    ...["--train", train],
    ...(test === undefined ? [] : ["--test", test]),
    ...ask.flatMap((path) => ["--ask", path]),
    ...["--warm-up-texts", String(warmUp.texts), "--warm-up-rounds", String(warmUp.rounds)],
  ];
}
