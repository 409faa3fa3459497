import type { Branches } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { branchesWith, tipWith } from "../git/branch.ts";
import { isBefore } from "../git/merge.ts";
import { remoteBranch } from "../git/remote.ts";
import { commitOf, currentBranch } from "../git/repository.ts";
import { isCandidate } from "../version.ts";

const HOTFIX = "hotfix/";

/** The branches that a release touches. */
export interface ReleaseBranches {
  /** The one that it is made on. */
  readonly branch: string;
  /** Those that its commit is brought into. */
  readonly into: readonly string[];
}

/**
 * The branch that a commit is released from.
 *
 * @param checkedOut whether it has to be the branch that is checked out, where one is; otherwise any that has the commit will do
 * @throws EslabonError `RELEASE_BRANCH`.
 */
export async function branchOf(
  root: string,
  commit: string,
  branches: Branches,
  checkedOut: boolean,
): Promise<string> {
  const current = checkedOut ? await currentBranch(root) : undefined;
  const names = current === undefined ? await branchesWith(root, commit) : [current];
  const branch = choose(names, branches);
  if (branch !== undefined) return branch;
  throw releaseErrors.RELEASE_BRANCH(current ?? `commit ${commit}`, allowedBranches(branches));
}

/** The first of the branches that is released from: where work goes on, then hotfixes, then what is released. */
export function choose(names: readonly string[], { develop, release }: Branches): string | undefined {
  const hotfix = names.find((name) => name.startsWith(HOTFIX));
  return [develop, hotfix, release].find((name) => name !== undefined && names.includes(name));
}

export function allowedBranches({ develop, release }: Branches): readonly string[] {
  return [develop, release, `${HOTFIX}…`];
}

/** What is brought where: a candidate nowhere, a hotfix also into what goes on. */
export async function branchesFor(
  root: string,
  branch: string,
  version: string,
  { develop, release }: Branches,
): Promise<ReleaseBranches> {
  if (isCandidate(version)) return { branch, into: [] };
  const goesOn = branch.startsWith(HOTFIX) && (await exists(root, develop));
  const into = [release, ...(goesOn ? [develop] : [])];
  return { branch, into: into.filter((name) => name !== branch) };
}

async function exists(root: string, branch: string): Promise<boolean> {
  const here = await commitOf(root, `refs/heads/${branch}`);
  return (here ?? (await remoteBranch(root, branch))) !== undefined;
}

/**
 * Refuses, before anything is done, what would fail in the end: a branch that cannot be pushed, or a merge that needs somebody to decide.
 *
 * @throws EslabonError `RELEASE_BEHIND`, `RELEASE_MERGE_CONFLICT`.
 */
export async function refuseUnmergeable(
  root: string,
  commit: string,
  tag: string,
  { branch, into }: ReleaseBranches,
): Promise<void> {
  const remote = await remoteBranch(root, branch);
  const along =
    remote === undefined || (await isBefore(root, remote, commit)) || (await isBefore(root, commit, remote));
  if (!along) throw releaseErrors.RELEASE_BEHIND(branch);
  for (const name of into) await tipWith(root, name, { commit, name: tag });
}
