import { rmSync } from "node:fs";
import { mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of the system's for temporary files, removed in the end and when the process ends before. */
export interface TemporaryFolder extends Disposable {
  readonly path: string;
}

const PREFIX = "eslabon-release-";
const DAY = 86_400_000;

export async function temporaryFolder(): Promise<TemporaryFolder> {
  // Where the system's folder is a link, programs would name the same file in two ways.
  const parent = await realpath(tmpdir());
  await removeLeftOver(parent);
  const path = await mkdtemp(join(parent, PREFIX));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  process.once("exit", remove);
  return {
    path,
    [Symbol.dispose]: () => {
      process.off("exit", remove);
      remove();
    },
  };
}

/** What processes that were killed have left: no release takes a day. */
async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(parent, name);
    const made = await stat(path).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > DAY) await rm(path, { recursive: true, force: true });
  }
}
