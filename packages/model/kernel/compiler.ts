import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

// Run and not imported: its types would change those of JavaScript's own arrays everywhere.
const asc = join(import.meta.dirname, "../../../node_modules/assemblyscript/bin/asc.js");
const options = ["-O3", "--noAssert", "--enable", "simd", "--importMemory", "--runtime", "stub"];

/** The WebAssembly of kernel.ts. */
export async function compileKernel(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "eslabon-kernel-"));
  try {
    const out = join(folder, "kernel.wasm");
    const source = join(import.meta.dirname, "kernel.ts");
    await promisify(execFile)(process.execPath, [asc, source, "-o", out, ...options]);
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true });
  }
}
