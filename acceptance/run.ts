import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Without a name: the tests that every change has to pass. With names: those that take longer, each in the folder of that name. Options are those
 * of node --test, as --test-name-pattern.
 */
const [options, names] = [true, false].map((isOption) =>
  process.argv.slice(2).filter((argument) => argument.startsWith("--") === isOption),
) as [string[], string[]];
const unknown = names.filter((name) => !existsSync(join(import.meta.dirname, name)));
if (unknown.length > 0) {
  process.stderr.write(`there is no acceptance test ${unknown.join(", ")}; see acceptance/README.md\n`);
  process.exit(2);
}
const files = names.length > 0 ? names.map((name) => `${name}/*.test.ts`) : ["*.test.ts"];
const { status } = spawnSync(
  process.execPath,
  ["--test", "--test-concurrency=1", ...options, ...files.map((file) => join(import.meta.dirname, file))],
  {
    stdio: "inherit",
  },
);
process.exit(status ?? 1);
