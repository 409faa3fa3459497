import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { after } from "node:test";

const build = join(import.meta.dirname, "..", "build");

/** A new folder that goes when the tests are over; within the repository, so that packages written there find theirs. */
export async function scratchFolder(): Promise<string> {
  await mkdir(build, { recursive: true });
  const folder = await mkdtemp(join(build, "test-"));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
