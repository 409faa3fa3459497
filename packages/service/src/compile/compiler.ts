import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { serviceErrors } from "../errors.ts";

/**
 * The TypeScript compiler of a project, as Node finds it from a folder: its command, which is the same in all versions.
 *
 * @throws EslabonError `SERVICE_COMPILER_MISSING`
 */
export async function findCompiler(folder: string): Promise<string> {
  try {
    const file = createRequire(join(folder, "package.json")).resolve("typescript/package.json");
    const { bin } = JSON.parse(await readFile(file, "utf8")) as { bin: { tsc: string } };
    return join(dirname(file), bin.tsc);
  } catch {
    throw serviceErrors.SERVICE_COMPILER_MISSING(folder);
  }
}
