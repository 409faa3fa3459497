import { execFile } from "node:child_process";
import { releaseErrors } from "../errors.ts";

// File lists of large repositories.
const MOST_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs git in a folder.
 *
 * @returns what it printed, without the last end of line
 * @throws EslabonError `GIT_FAILED` with what git said.
 */
export function git(folder: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: MOST_OUTPUT, env: { ...process.env, ...env } };
    execFile("git", args, options, (error, out, err) => {
      if (!error) resolve(out.replace(/\n$/u, ""));
      else reject(releaseErrors.GIT_FAILED(`git ${args.join(" ")}`, err.trim() || error.message, error));
    });
  });
}

/** As {@link git}; `undefined` where git fails, when that is an answer too. */
export async function tryGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  return git(folder, args).catch(() => undefined);
}
