import { execFile } from "node:child_process";
import { releaseErrors } from "../errors.ts";
import { git } from "./git.ts";

/**
 * Merges two commits without a work tree.
 *
 * @returns the merge, a new commit that no branch has yet
 * @throws EslabonError `RELEASE_MERGE_CONFLICT` with the files that both have changed, `GIT_FAILED`.
 */
export async function mergeCommits(
  root: string,
  { branch, ours, theirs, message }: Merging,
): Promise<string> {
  const tree = await mergeTrees(root, branch, ours, theirs);
  return git(root, ["commit-tree", tree, "-p", ours, "-p", theirs, "-m", message]);
}

export interface Merging {
  /** The name of the branch that the merge is for. */
  readonly branch: string;
  readonly ours: string;
  readonly theirs: string;
  readonly message: string;
}

const CONFLICT = 1;

function mergeTrees(root: string, branch: string, ours: string, theirs: string): Promise<string> {
  const args = ["merge-tree", "--write-tree", "--name-only", "--no-messages", ours, theirs];
  return new Promise((resolve, reject) => {
    execFile("git", args, { cwd: root }, (error, out, err) => {
      const [tree = "", ...files] = out.split("\n").filter((line) => line !== "");
      if (!error) resolve(tree);
      else if (error.code === CONFLICT) reject(releaseErrors.RELEASE_MERGE_CONFLICT(branch, theirs, files));
      else reject(releaseErrors.GIT_FAILED(`git ${args.join(" ")}`, err.trim() || error.message, error));
    });
  });
}

/** Whether a commit is another one or comes before it. */
export async function isBefore(root: string, commit: string, other: string): Promise<boolean> {
  return git(root, ["merge-base", "--is-ancestor", commit, other]).then(
    () => true,
    () => false,
  );
}
