import type { Link } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { commitOf, type Repository, tagOf } from "../git/repository.ts";
import { gatherFacts } from "../plan/facts.ts";
import { planLink } from "../plan/plan-link.ts";
import type { Registry } from "../registry/registry.ts";
import { isCandidate } from "../version.ts";
import { branchOf } from "./branches.ts";
import { type Candidate, lastCandidate, refuseOther } from "./candidate.ts";
import { refuseUncommitted, refuseUndelivered, refuseUnreleased } from "./gates.ts";
import { refuseVersion } from "./refuse-version.ts";

export interface TargetOptions {
  readonly registry: Registry;
  /** What the plan calls for unless given. */
  readonly version: string | undefined;
  /** Whether a candidate is wanted. */
  readonly candidate: boolean;
}

/** What is to be released. */
export interface Target {
  readonly commit: string;
  readonly version: string | undefined;
  readonly candidate: boolean;
  /** Whether somebody has set the tag already, so that only its artifact is missing. */
  readonly tagged: boolean;
  /** The candidate whose content it is. */
  readonly from: Candidate | undefined;
  readonly branch: string;
}

/**
 * Finds out what a release would release, and refuses what can be refused without building it.
 *
 * @throws EslabonError of the many that start with `RELEASE_` and `DEPENDENCY_`; and what git and the registry throw.
 */
export async function findTarget(
  chain: Pick<Chain, "root" | "links" | "branches">,
  link: Link,
  repository: Repository,
  options: TargetOptions,
): Promise<Target> {
  const { registry, version } = options;
  const candidate = options.candidate || (version !== undefined && isCandidate(version));
  const { commit, tagged } = await startOf(link, repository, version, registry);
  const facts = await gatherFacts(chain, link, {
    registry,
    commit,
    repository,
    ...(tagged && version !== undefined && { except: version }),
  });
  await refuseUnreleased(chain, link, facts.dependencies, candidate);
  const plan = planLink(facts);
  refuseUndelivered(plan, repository);
  if (version !== undefined) refuseVersion(plan, version, facts.taken, candidate);
  const from = candidate
    ? undefined
    : await lastCandidate(repository, facts.package, registry, { commit, version, last: plan.last });
  if (from) await refuseOther(repository, link.name, from, { commit, tagged });
  const released = from?.commit ?? commit;
  const branch = await branchOf(repository.root, released, chain.branches, !tagged);
  return { commit: released, version, candidate, tagged, from, branch };
}

/** The commit of the tag, where there is one that the registry has nothing for; otherwise the one that is checked out. */
async function startOf(
  link: Link,
  repository: Repository,
  version: string | undefined,
  registry: Registry,
): Promise<{ readonly commit: string; readonly tagged: boolean }> {
  const { root } = repository;
  const published = await registry.versions(link.package.name);
  if (version !== undefined && published.every((each) => each.version !== version)) {
    const tag = await commitOf(root, `refs/tags/${tagOf(repository, version)}`);
    if (tag !== undefined) return { commit: tag, tagged: true };
  }
  await refuseUncommitted(link, repository);
  const head = await commitOf(root, "HEAD");
  if (head === undefined) throw releaseErrors.RELEASE_UNCOMMITTED(link.name, [repository.path || "."]);
  return { commit: head, tagged: false };
}
