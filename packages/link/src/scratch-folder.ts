import { rmSync } from "node:fs";
import { mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Should a program that has just been ended still be writing. */
const RETRIES = 3;
const DAY = 86_400_000;

/**
 * A new folder for files that are of no use afterwards: it goes when it is disposed of, or when the process ends before. What processes that
 * were killed have left goes a day later.
 *
 * @param purpose a word that its name begins with: `release`
 */
export async function scratchFolder(purpose: string): Promise<Disposable & { readonly path: string }> {
  // Where the system's folder is a link, programs would name the same file in two ways.
  const parent = await realpath(tmpdir());
  const prefix = `eslabon-${purpose}-`;
  await removeLeftOver(parent, prefix);
  const path = await mkdtemp(join(parent, prefix));
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: RETRIES });
  process.once("exit", remove);
  return {
    path,
    [Symbol.dispose]: () => {
      process.off("exit", remove);
      remove();
    },
  };
}

async function removeLeftOver(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    const made = await stat(path).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > DAY) await rm(path, { recursive: true, force: true });
  }
}
