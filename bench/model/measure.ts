import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { Value } from "typebox/value";
import { output } from "../child.ts";
import type { Contestant } from "./contestants.ts";
import { Measurement } from "./measurement.ts";
import type { StoredSize } from "./result.ts";
import type { LabelledSet } from "./sets.ts";

/** Enough to bring a just-in-time compiler to rest; the same for all. */
const warmUp = { texts: 500, rounds: 3 };

/** Lets a contestant train, store its model in a folder below `work`, load it and answer: in a process of its own. */
export async function measure(
  contestant: Contestant,
  set: LabelledSet,
  python: string,
  work: string,
  signal: AbortSignal,
): Promise<{ measurement: Measurement; size: StoredSize }> {
  const out = await mkdtemp(join(work, `${contestant.name}-`));
  try {
    const command = contestant.command(python);
    const printed = await output({ ...command, arguments: [...command.arguments, ...job(set, out)] }, signal);
    return { measurement: Value.Parse(Measurement, JSON.parse(printed)), size: await storedSize(out) };
  } finally {
    await rm(out, { recursive: true });
  }
}

function job(set: LabelledSet, out: string): string[] {
  const rows = ["--train", set.train, "--test", set.test];
  const rounds = ["--warm-up-texts", String(warmUp.texts), "--warm-up-rounds", String(warmUp.rounds)];
  return [...rows, "--out", out, ...rounds];
}

async function storedSize(folder: string): Promise<StoredSize> {
  const size = { modelBytes: 0, gzippedBytes: 0 };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    size.modelBytes += (await stat(path)).size;
    size.gzippedBytes += await gzippedSize(path);
  }
  return size;
}

async function gzippedSize(path: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of createReadStream(path).pipe(createGzip())) bytes += (chunk as Buffer).length;
  return bytes;
}
