import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Should a program that has just been ended still be writing. */
const RETRIES = 3;

/** A new folder for files that are of no use afterwards: it goes when it is disposed of, or when the process ends before. */
export async function scratchFolder(): Promise<Disposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "eslabon-model-"));
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
