import { execFile } from "node:child_process";
import { releaseErrors } from "../errors.ts";
import type { Registry } from "./registry.ts";

const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs npm in a folder. The packages of the registry's scope come from there and are published there, all others come from the
 * registry that npm is configured with.
 *
 * @returns what it printed on standard output
 * @throws EslabonError `NPM_FAILED` with what npm said.
 */
export function npm(
  folder: string,
  args: readonly string[],
  registry: Pick<Registry, "npmEnvironment">,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...registry.npmEnvironment };
    const options = { cwd: folder, maxBuffer: MOST_OUTPUT, env };
    execFile("npm", [...args, "--no-audit", "--no-fund"], options, (error, out, err) => {
      if (error) reject(releaseErrors.NPM_FAILED(`npm ${args.join(" ")}`, complaint(err) || error.message));
      else resolve(out);
    });
  });
}

// Behind some errors npm prints the help of the command.
const USAGE = /^Usage:$/mu;

/** Its errors only: npm also warns, and names a log. */
function complaint(printed: string): string {
  return printed
    .split("\n")
    .filter((line) => /^npm (?:error|ERR!)/u.test(line) && !line.includes("A complete log of this run"))
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/u, ""))
    .join("\n")
    .split(USAGE)[0]!
    .trim();
}
