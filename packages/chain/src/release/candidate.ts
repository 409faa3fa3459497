import { releaseErrors } from "../errors.ts";
import { git } from "../git/git.ts";
import { commitOf, type Repository, taggedVersions, tagOf } from "../git/repository.ts";
import type { Registry } from "../registry/registry.ts";
import { finalOf, greatest, isCandidate } from "../version.ts";

/** A release candidate that was published. */
export interface Candidate {
  readonly version: string;
  readonly commit: string;
  /** As the registry states it. */
  readonly integrity: string;
}

/**
 * The last candidate that was published of those whose commit is here or before here.
 *
 * @param version the final version that it has to be one of; the greatest unless given
 * @param last the last release: candidates up to it are done with
 */
export async function lastCandidate(
  repository: Repository,
  name: string,
  registry: Registry,
  { commit, version, last }: { commit: string; version: string | undefined; last: string | undefined },
): Promise<Candidate | undefined> {
  const published = await registry.versions(name);
  const tagged = await taggedVersions(repository, commit);
  const open = tagged
    .filter(isCandidate)
    .filter((each) => published.some((other) => other.version === each))
    .filter((each) => version === undefined || finalOf(each) === version);
  const newest = greatest(open, { candidates: true });
  if (newest === undefined || (last !== undefined && greatest([last, newest], ALL) !== newest))
    return undefined;
  const { integrity } = published.find((each) => each.version === newest)!;
  return {
    version: newest,
    commit: (await commitOf(repository.root, tagOf(repository, newest)))!,
    integrity,
  };
}

const ALL = { candidates: true };

/**
 * A final release is what its last candidate was.
 *
 * @throws EslabonError `RELEASE_CANDIDATE_STALE` with the files that have changed since.
 */
async function refuseStale(
  { root, path }: Repository,
  link: string,
  candidate: Candidate,
  commit: string,
): Promise<void> {
  const folder = path === "" ? "." : path;
  const changed = await git(root, ["diff", "--name-only", "-z", candidate.commit, commit, "--", folder]);
  if (changed === "") return;
  const files = changed.split("\0").filter((file) => file !== "");
  throw releaseErrors.RELEASE_CANDIDATE_STALE(
    link,
    `${link} ${candidate.version}`,
    `${files.join(", ")} changed since`,
  );
}

/**
 * As {@link refuseStale}; and a tag that is there has to be on the candidate's commit.
 *
 * @throws EslabonError `RELEASE_CANDIDATE_STALE`.
 */
export async function refuseOther(
  repository: Repository,
  link: string,
  from: Candidate,
  { commit, tagged }: { readonly commit: string; readonly tagged: boolean },
): Promise<void> {
  await refuseStale(repository, link, from, commit);
  if (!tagged || commit === from.commit) return;
  const why = `it is on commit ${from.commit}, and the tag on ${commit}`;
  throw releaseErrors.RELEASE_CANDIDATE_STALE(link, `${link} ${from.version}`, why);
}
