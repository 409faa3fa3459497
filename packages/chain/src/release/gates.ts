import { join } from "node:path";
import type { Link } from "@eslabon/link";
import semver from "semver";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { git } from "../git/git.ts";
import { type Repository, repositoryOf, tagOf } from "../git/repository.ts";
import type { DependencyFacts } from "../plan/link-facts.ts";
import type { LinkPlan } from "../plan/plan.ts";
import { isCandidate } from "../version.ts";
import { foldersTo } from "./clean-room.ts";

/** The files of the folders above a link that say how it is built. */
const OF_ALL = ["eslabon.config.ts", "package.json", "package-lock.json", ".npmrc"];

/**
 * A release is a commit: what is in a link's folder and in none is not part of it.
 *
 * @throws EslabonError `RELEASE_UNCOMMITTED` with the files.
 */
export async function refuseUncommitted(link: Link, { root, path }: Repository): Promise<void> {
  const above = foldersTo(path).slice(0, -1);
  const places = [path || ".", ...above.flatMap((folder) => OF_ALL.map((file) => join(folder, file)))];
  const status = await git(root, ["status", "--porcelain", "-z", "--no-renames", "--", ...places]);
  const files = status
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => line.slice("XY ".length));
  if (files.length > 0) throw releaseErrors.RELEASE_UNCOMMITTED(link.name, files);
}

/**
 * A link is built from what the links that it reads have released.
 *
 * @param candidate whether a candidate is released, which may depend on a candidate
 * @throws EslabonError `DEPENDENCY_ABSENT`, `DEPENDENCY_UNPUBLISHED`, `RELEASE_DEPENDENCY_UNRELEASED`.
 */
export async function refuseUnreleased(
  chain: Pick<Chain, "links">,
  link: Link,
  dependencies: readonly DependencyFacts[],
  candidate: boolean,
): Promise<void> {
  for (const dependency of dependencies) await refuseOneUnreleased(chain, link, dependency, candidate);
}

async function refuseOneUnreleased(
  chain: Pick<Chain, "links">,
  link: Link,
  dependency: DependencyFacts,
  candidate: boolean,
): Promise<void> {
  const { requested, locked, known, package: name } = dependency;
  if (requested === undefined) throw releaseErrors.DEPENDENCY_ABSENT(link.name, dependency.link, name);
  if (semver.validRange(requested) === null) {
    throw releaseErrors.DEPENDENCY_UNPUBLISHED(link.name, name, requested);
  }
  const missing = missingVersion(requested, locked, known, candidate);
  if (missing === undefined) return;
  const tag = (await tagPrefixOf(chain, dependency.link)) + missing;
  throw releaseErrors.RELEASE_DEPENDENCY_UNRELEASED(link.name, `${name}@${missing}`, tag);
}

/** The version that a link depends on although it is not released. */
function missingVersion(
  requested: string,
  locked: string | undefined,
  known: readonly string[],
  candidate: boolean,
): string | undefined {
  const allowed = known.filter((version) => candidate || !isCandidate(version));
  const available = allowed.some((version) => semver.satisfies(version, requested));
  if (!available) return semver.minVersion(requested)?.version ?? requested;
  // A lockfile that holds something else than package.json asks for is npm's to complain of.
  const installed = locked !== undefined && semver.satisfies(locked, requested) ? locked : undefined;
  return installed === undefined || allowed.includes(installed) ? undefined : installed;
}

async function tagPrefixOf(chain: Pick<Chain, "links">, name: string): Promise<string> {
  const link = chain.links.find((each) => each.name === name);
  // A link of another repository has that to itself.
  return link ? (await repositoryOf(link)).tagPrefix : "v";
}

/**
 * What is released next is compared with the last release, which has to be there for that.
 *
 * @throws EslabonError `RELEASE_UNDELIVERED`.
 */
export function refuseUndelivered({ link, last, undelivered }: LinkPlan, repository: Repository): void {
  if (undelivered) throw releaseErrors.RELEASE_UNDELIVERED(link, tagOf(repository, last!));
}
