import { readdir } from "node:fs/promises";
import { after } from "node:test";
import { scratchFolder } from "../../scratch.ts";

/** What says where temporary files go. */
const VARIABLE = "TMPDIR";

interface TemporaryFolder {
  readonly path: string;
  /** Names what is in it. */
  readonly list: () => Promise<string[]>;
}

/** Makes a new folder the one for temporary files until the tests are over. */
export async function ownTemporaryFolder(): Promise<TemporaryFolder> {
  const path = await scratchFolder();
  const before = process.env[VARIABLE];
  useTemporaryFolder(path);
  after(() => {
    // Nothing is as good as not set.
    useTemporaryFolder(before ?? "");
  });
  return { path, list: () => readdir(path) };
}

export function useTemporaryFolder(path: string): void {
  process.env[VARIABLE] = path;
}
