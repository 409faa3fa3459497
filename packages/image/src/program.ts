import { execFile } from "node:child_process";
import { imageErrors } from "./errors.ts";

const MOST_OUTPUT = 64 * 1024 * 1024;
/** Of what a program says before it fails; the last lines tell why. */
const MOST_LINES = 20;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end.
 *
 * @returns what it printed on standard output, without the end of its last line
 * @throws EslabonError `IMAGE_PROGRAM_FAILED` with what it said.
 */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: MOST_OUTPUT, env: { ...process.env, ...env } };
    execFile(program, args, options, (error, out, err) => {
      if (!error) {
        resolve(out.trimEnd());
        return;
      }
      const said = `${out}${err}`.trim().split("\n").slice(-MOST_LINES).join("\n");
      reject(imageErrors.IMAGE_PROGRAM_FAILED(`${program} ${args[0] ?? ""}`, said || error.message));
    });
  });
}

/** Whether a program is there and works. */
export function isThere(program: string): Promise<boolean> {
  return run(program, ["--version"]).then(
    () => true,
    () => false,
  );
}
