import { join } from "node:path";
import { main } from "assemblyscript/asc";

/** The WebAssembly of kernel.ts. */
export async function compileKernel(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error } = await main(
    [
      "kernel.ts",
      "--baseDir",
      join(import.meta.dirname),
      "--outFile",
      "kernel.wasm",
      "-O3",
      "--noAssert",
      "--enable",
      "simd",
      "--importMemory",
      "--runtime",
      "stub",
    ],
    {
      writeFile: (_, contents) => {
        binary = contents as Uint8Array;
      },
    },
  );
  if (error !== null || binary === undefined)
    throw new Error("kernel.ts cannot be compiled", { cause: error });
  return binary;
}
