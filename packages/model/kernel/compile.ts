// npm run kernel -w @eslabon/model: compiles kernel.ts and writes it where it is read.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileKernel } from "./compiler.ts";

const code = (await compileKernel()).toString("base64");
await writeFile(
  join(import.meta.dirname, "../src/kernel/simd-code.ts"),
  `/** kernel/kernel.ts, compiled by \`npm run kernel\`. */\nexport const SIMD_CODE =\n  "${code}";\n`,
);
