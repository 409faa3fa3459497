import { join } from "node:path";
import { digestFolder } from "@eslabon/link";

const packages = join(import.meta.dirname, "../packages");

/**
 * Does the work, and fails when the sources of a package changed meanwhile: every child process reads them afresh, so that one
 * table would hold the figures of two programs.
 */
export async function withSameSources<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
  const before = await digests(names);
  const done = await work();
  const after = await digests(names);
  const changed = names.find((_, index) => before[index] !== after[index]);
  if (changed !== undefined) {
    throw new Error(`packages/${changed}/src changed during the run; nothing was written, run it again`);
  }
  return done;
}

async function digests(names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map((name) => digestFolder(join(packages, name, "src"))));
}
