import type { Link } from "@eslabon/link";
import { releaseErrors } from "../errors.ts";
import { git } from "../git/git.ts";
import { commitOf, repositoryOf, taggedVersions, tagOf } from "../git/repository.ts";
import { smallestFree } from "../plan/plan-link.ts";
import { isCandidate } from "../version.ts";

export interface Hotfix {
  readonly branch: string;
  /** The tag that it goes on from. */
  readonly from: string;
  /** The version that it will be released as. */
  readonly version: string;
}

/**
 * Begins the repair of a released version: a branch from its tag, named for the version that follows, and checked out.
 *
 * @throws EslabonError `HOTFIX_VERSION_UNKNOWN`, `HOTFIX_BRANCH_EXISTS`, `HOTFIX_UNCOMMITTED`, `GIT_ABSENT`, `GIT_FAILED`.
 */
export async function beginHotfix(link: Link, version: string): Promise<Hotfix> {
  const repository = await repositoryOf(link);
  const { root, path } = repository;
  const tagged = await taggedVersions(repository);
  const released = tagged.filter((each) => !isCandidate(each));
  if (!released.includes(version)) {
    throw releaseErrors.HOTFIX_VERSION_UNKNOWN(`${link.name} ${version}`, released);
  }
  const next = smallestFree(version, "patch", tagged);
  const branch = path === "" ? `hotfix/${next}` : `hotfix/${link.name}-${next}`;
  if (await commitOf(root, `refs/heads/${branch}`)) {
    throw releaseErrors.HOTFIX_BRANCH_EXISTS(branch);
  }
  await refuseUncommitted(root);
  const from = tagOf(repository, version);
  await git(root, ["switch", "--quiet", "--no-track", "--create", branch, `refs/tags/${from}`]);
  return { branch, from, version: next };
}

/** What is not in git yet stays where it is, and git refuses what would be overwritten. */
async function refuseUncommitted(root: string): Promise<void> {
  const changed = await git(root, ["status", "--porcelain", "--untracked-files=no"]);
  if (changed !== "") {
    throw releaseErrors.HOTFIX_UNCOMMITTED(changed.split("\n").map((line) => line.slice("XY ".length)));
  }
}
