import { rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder for files that are of no use afterwards: it goes when it is disposed of, or when the process ends before. */
export async function scratchFolder(): Promise<Disposable & { readonly path: string }> {
  const path = await mkdtemp(join(await realpath(tmpdir()), "eslabon-service-"));
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
