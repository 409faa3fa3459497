import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";
import { scratchFolder } from "./scratch.ts";

it("runs the README's example", async () => {
  const readme = await readFile(join(import.meta.dirname, "..", "README.md"), "utf8");
  const [, example] = /```js\n(.*?)```/su.exec(readme)!;
  const folder = await scratchFolder();
  await writeFile(join(folder, "example.mjs"), example!);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@eslabon/source", "example.mjs"],
    { cwd: folder },
  );
  assert.match(stdout, /^\{ label: 'Fontanería', score: 0\.\d+ \}/u);
});
