import { git, tryGit } from "./git.ts";
import { releaseErrors } from "../errors.ts";

/** What is checked out in a folder. */
export interface CheckedOut {
  /** The full hash of the commit. */
  readonly commit: string;
  /** Those of the files that are not as the commit has them. */
  readonly uncommitted: readonly string[];
}

/**
 * Whether files are as the commit has them that is checked out.
 *
 * @throws EslabonError `GIT_ABSENT`, `GIT_COMMIT_ABSENT`.
 */
export async function checkedOut(folder: string, files: readonly string[]): Promise<CheckedOut> {
  if ((await tryGit(folder, ["rev-parse", "--show-toplevel"])) === undefined)
    throw releaseErrors.GIT_ABSENT(folder);
  const commit = await tryGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  if (commit === undefined) throw releaseErrors.GIT_COMMIT_ABSENT(folder, "HEAD");
  const uncommitted = [];
  for (const file of files) {
    const changed = await git(folder, ["status", "--porcelain", "--ignored", "--", file]);
    if (changed !== "") uncommitted.push(file);
  }
  return { commit, uncommitted };
}
