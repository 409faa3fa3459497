import { spawn } from "node:child_process";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { extract } from "tar";
import { releaseErrors } from "../errors.ts";

/**
 * Writes the files of a commit into a folder: what is in git and nothing else.
 *
 * @throws EslabonError `GIT_FAILED`.
 */
export async function exportCommit(root: string, commit: string, folder: string): Promise<void> {
  const child = spawn("git", ["archive", "--format=tar", commit], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close");
  await pipeline(child.stdout, extract({ cwd: folder }));
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw releaseErrors.GIT_FAILED(`git archive ${commit}`, said.trim());
}
