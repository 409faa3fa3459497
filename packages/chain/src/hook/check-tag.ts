import { realpath } from "node:fs/promises";
import { relative } from "node:path";
import type { Link, Progress } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { allowVersion } from "../plan/allow-version.ts";
import { gatherFacts } from "../plan/facts.ts";
import { planLink } from "../plan/plan-link.ts";
import { releasedArtifact, releasedCache } from "../plan/released.ts";
import type { Registry } from "../registry/registry.ts";
import { allowedBranches, choose } from "../release/branches.ts";
import { lastCandidate, refuseOther } from "../release/candidate.ts";
import { buildAndCheck, foldersTo, installLocked, roomEnvironment, roomIn } from "../release/clean-room.ts";
import { refuseUndelivered, refuseUnreleased } from "../release/gates.ts";
import { commitOfPackage } from "../release/published.ts";
import { refuseVersion } from "../release/refuse-version.ts";
import { isCandidate } from "../version.ts";
import { taggedLink, type TaggedLink } from "./tagged-link.ts";

export interface CheckTagOptions {
  readonly registry: Registry;
  readonly tag: string;
  readonly commit: string;
  /** The branches that have the commit. */
  readonly branches: readonly string[];
  /** Whether the tag is there already, and is to be moved or removed. */
  readonly fixed: boolean;
  readonly progress: Progress;
}

type CheckedChain = Pick<Chain, "root" | "links" | "branches">;

/** What a tag is for; nothing when it is not the tag of a release. */
export interface CheckedTag {
  readonly tag: string;
  readonly link?: string;
  readonly version?: string;
}

/**
 * Decides on the server whether a tag may land. The chain is that of the tag's commit, in a room of its own; git looks into the repository that
 * the tag is pushed to.
 *
 * @throws EslabonError `RELEASE_TAG_FIXED`, `RELEASE_TAG_STRAY`, `RELEASE_CONFLICT`, `RELEASE_CHECK_FAILED`, those of {@link allowVersion} and of
 * dependencies.
 */
export async function checkTag(chain: CheckedChain, options: CheckTagOptions): Promise<CheckedTag> {
  const { tag, branches, fixed } = options;
  const tagged = await taggedLink(chain, tag);
  if (!tagged) return { tag };
  if (fixed) throw releaseErrors.RELEASE_TAG_FIXED(tag);
  if (choose(branches, chain.branches) === undefined) {
    throw releaseErrors.RELEASE_TAG_STRAY(tag, allowedBranches(chain.branches));
  }
  await checkVersion(chain, tagged, options);
  return { tag, link: tagged.link.name, version: tagged.version };
}

async function checkVersion(
  chain: CheckedChain,
  { link, repository, version }: TaggedLink,
  { registry, commit, progress }: CheckTagOptions,
): Promise<void> {
  const candidate = isCandidate(version);
  const base = { registry, commit, repository, except: version };
  const before = await gatherFacts(chain, link, base);
  await refuseUnreleased(chain, link, before.dependencies, candidate);
  refuseUndelivered(planLink(before), repository);
  const published = await isPublished(link, version, commit, registry);
  const others = (taken: readonly string[]): readonly string[] =>
    published ? taken.filter((each) => each !== version) : taken;
  refuseVersion(planLink(before), version, others(before.taken), candidate);

  const artifact = published
    ? await releasedArtifact(registry, releasedCache(chain), link.package.name, version)
    : await artifactOf(chain, { link, repository, version }, commit, registry, progress);
  const facts = await gatherFacts(chain, link, { ...base, artifact });
  const plan = planLink({ ...facts, taken: others(facts.taken) });
  if (plan.next === undefined) throw releaseErrors.RELEASE_NOTHING(link.name, plan.last!);
  allowVersion(plan, version, others(facts.taken));
}

/** Who releases publishes first and pushes then: what the registry has has passed, if it is of this commit. */
async function isPublished(
  { name, package: info }: Link,
  version: string,
  commit: string,
  registry: Registry,
): Promise<boolean> {
  const versions = await registry.versions(info.name);
  if (!versions.some((each) => each.version === version)) return false;
  const from = await commitOfPackage(registry, info.name, version);
  if (from === commit) return true;
  const what = `the registry has it from commit ${from ?? "unknown"}, and the tag is on ${commit}`;
  throw releaseErrors.RELEASE_CONFLICT(`${name} ${version}`, what);
}

/** What would be published: the last candidate's content, or what the commit makes. */
async function artifactOf(
  chain: CheckedChain,
  { link, repository, version }: TaggedLink,
  commit: string,
  registry: Registry,
  progress: Progress,
): Promise<string> {
  const { name } = link.package;
  const from = isCandidate(version)
    ? undefined
    : await lastCandidate(repository, name, registry, { commit, version, last: undefined });
  if (from) {
    await refuseOther(repository, link.name, from, { commit, tagged: true });
    return releasedArtifact(registry, releasedCache(chain), name, from.version);
  }
  // What the lockfiles name up to the chain's folder is installed: they brought this program.
  const { root, path } = repository;
  const installed = foldersTo(relative(root, await realpath(chain.root))).length;
  await installLocked(root, foldersTo(path).slice(installed), { registry, progress });
  const env = await roomEnvironment({ repository, commit, registry });
  return buildAndCheck(await roomIn(root, path, commit, env), link.name, commit, progress);
}
