import { git } from "./git.ts";
import { isBefore, mergeCommits } from "./merge.ts";
import { commitOf } from "./repository.ts";
import { remoteBranch } from "./remote.ts";

/** The tip that a branch would have with a commit in it, and whether it has it already. */
export interface BranchTip {
  /** The tip of the branch here; `undefined` when there is no such branch here. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * The tip of a branch with a commit in it: the commit itself where the branch only has to be moved forward, otherwise a merge. What the remote
 * repository's branch of that name has comes in, too, so that it can be pushed. A branch that is nowhere begins at the commit.
 *
 * @throws EslabonError `RELEASE_MERGE_CONFLICT`, `GIT_FAILED`.
 */
export async function tipWith(
  root: string,
  branch: string,
  { commit, name }: { readonly commit: string; readonly name: string },
): Promise<BranchTip> {
  const before = await commitOf(root, `refs/heads/${branch}`);
  const remote = await remoteBranch(root, branch);
  let after = before ?? remote ?? commit;
  for (const [theirs, from] of [
    [remote, `origin/${branch}`],
    [commit, name],
  ] as const) {
    if (theirs === undefined || (await isBefore(root, theirs, after))) continue;
    const message = `Merge ${from} into ${branch}`;
    after = (await isBefore(root, after, theirs))
      ? theirs
      : await mergeCommits(root, { branch, ours: after, theirs, message });
  }
  return { before, after };
}

/** Moves a branch to a commit that it leads to; the files too, where it is checked out. */
export async function moveBranch(root: string, branch: string, { before, after }: BranchTip): Promise<void> {
  const folder = await workTreeOf(root, branch);
  if (folder === undefined) await git(root, ["update-ref", `refs/heads/${branch}`, after, before ?? ""]);
  else await git(folder, ["merge", "--quiet", "--ff-only", after]);
}

/** The folder in which a branch is checked out. */
async function workTreeOf(root: string, branch: string): Promise<string | undefined> {
  const listed = await git(root, ["worktree", "list", "--porcelain"]);
  const tree = listed.split("\n\n").find((each) => each.split("\n").includes(`branch refs/heads/${branch}`));
  return tree === undefined ? undefined : /^worktree (.*)$/mu.exec(tree)?.[1];
}

/** The branches, here or in the remote repository, that have a commit: their names without the remote's. */
export async function branchesWith(root: string, commit: string): Promise<readonly string[]> {
  const format = "--format=%(refname)";
  const listed = await git(root, [
    "for-each-ref",
    format,
    "--contains",
    commit,
    "refs/heads",
    "refs/remotes",
  ]);
  return listed
    .split("\n")
    .filter((name) => name !== "" && !name.endsWith("/HEAD"))
    .map((name) => name.replace(/^refs\/(?:heads|remotes\/[^/]+)\//u, ""));
}
