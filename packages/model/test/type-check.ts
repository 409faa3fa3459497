import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Runs tsc on a snippet that stands in a package's folder. */
export async function typeCheck(place: string, snippet: string): Promise<void> {
  const file = join(place, "snippet.ts");
  await writeFile(file, snippet);
  const tsc = join(import.meta.dirname, "..", "..", "..", "node_modules", "typescript", "bin", "tsc");
  const config = join(place, "tsconfig.json");
  const base = join(import.meta.dirname, "..", "..", "..", "tsconfig.base.json");
  const compilerOptions = { noEmit: true, noUnusedLocals: false };
  await writeFile(config, JSON.stringify({ extends: base, compilerOptions, files: ["snippet.ts"] }));
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", config]);
  } catch (error) {
    assert.fail((error as { stdout: string }).stdout);
  } finally {
    await Promise.all([rm(file), rm(config)]);
  }
}
