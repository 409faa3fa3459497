import { rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of the system's for temporary files, removed in the end and when the process ends before. */
export interface TemporaryFolder extends Disposable {
  readonly path: string;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  // Where the system's folder is a link, programs would name the same file in two ways.
  const path = await mkdtemp(join(await realpath(tmpdir()), "eslabon-release-"));
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
