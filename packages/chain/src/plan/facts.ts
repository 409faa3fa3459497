import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Change, Link } from "@eslabon/link";
import semver from "semver";
import type { Chain } from "../chain.ts";
import { type Dependency, dependencyOf, lockedVersion, requestedRange } from "../dependency.ts";
import { changeOf, commitsBetween } from "../git/commits.ts";
import { fileAt, type Repository, repositoryOf, taggedVersions, tagOf } from "../git/repository.ts";
import type { Registry } from "../registry/registry.ts";
import { greatest } from "../version.ts";
import type { DependencyFacts, LinkFacts } from "./link-facts.ts";
import { releasedArtifact, releasedCache } from "./released.ts";

export interface FactsOptions {
  readonly registry: Registry;
  /** The commit that would be released; the link's folder as it is, on `HEAD`, unless given. */
  readonly commit?: string;
  /**
   * The folder of the artifact that would be released, where it is to be compared with the last one; as a function, it is made only when
   * there is a last one.
   */
  readonly artifact?: string | (() => Promise<string>);
  /** Where packages of the registry are kept: {@link releasedCache} unless given. */
  readonly cache?: string;
  /** A version whose tag does not count, because it is there to be released now. */
  readonly except?: string;
  /** Where the link is kept, when its folder does not tell: in a bare repository. */
  readonly repository?: Repository;
}

/**
 * Finds out what a link's plan is made of, from git, the registry and the artifacts; changes nothing but the cache.
 *
 * @throws EslabonError `GIT_ABSENT`, `GIT_FAILED`, and what the registry and a comparison throw.
 */
export async function gatherFacts(
  chain: Pick<Chain, "root" | "links">,
  link: Link,
  options: FactsOptions,
): Promise<LinkFacts> {
  const { registry, commit = "HEAD", except } = options;
  const repository = options.repository ?? (await repositoryOf(link));
  const name = link.package.name;
  const tagged = await taggedVersions(repository);
  const here = await taggedVersions(repository, commit);
  const published = (await registry.versions(name)).map(({ version }) => version);
  const last = greatest(here.filter((version) => version !== except));
  const delivered = last !== undefined && published.includes(last);
  const dependency = dependencyOf(chain, link);
  const artifact = delivered ? await compareArtifact(chain, link, last, options) : undefined;
  return {
    link: link.name,
    package: name,
    ...(last !== undefined && { last }),
    delivered,
    taken: [...new Set([...tagged.filter((version) => version !== except), ...published])],
    ...(artifact && { artifact }),
    commits: await commitsSince(repository, last, commit),
    ...(dependency && { dependency: await gatherDependency(link, dependency, repository, last, options) }),
  };
}

async function compareArtifact(
  chain: Pick<Chain, "root">,
  link: Link,
  last: string,
  { registry, artifact, cache = releasedCache(chain) }: FactsOptions,
): Promise<readonly Change[] | undefined> {
  if (artifact === undefined || !link.compare) return undefined;
  const released = await releasedArtifact(registry, cache, link.package.name, last);
  return link.compare(released, typeof artifact === "string" ? artifact : await artifact());
}

async function commitsSince(
  repository: Repository,
  last: string | undefined,
  commit: string,
): Promise<readonly Change[]> {
  const { root, path } = repository;
  const from = last === undefined ? undefined : tagOf(repository, last);
  return (await commitsBetween(root, { from, to: commit, path })).map(changeOf);
}

type ReadFile = (name: string) => Promise<string | undefined>;

async function gatherDependency(
  link: Link,
  dependency: Dependency,
  repository: Repository,
  last: string | undefined,
  { registry, commit }: FactsOptions,
): Promise<DependencyFacts> {
  const now =
    commit === undefined
      ? (file: string) => readFile(join(link.folder, file), "utf8").catch(() => undefined)
      : filesAt(repository, commit);
  const before =
    last === undefined
      ? undefined
      : await versionIn(filesAt(repository, tagOf(repository, last)), dependency);
  const requested = await requestedIn(now, dependency);
  const locked = await versionIn(now, dependency);
  const known = await registry.versions(dependency.package);
  return {
    ...dependency,
    ...(requested !== undefined && { requested }),
    ...(locked !== undefined && { locked }),
    ...(before !== undefined && { before }),
    known: known.map(({ version }) => version),
  };
}

function filesAt({ root, path }: Repository, commit: string): ReadFile {
  return (file) => fileAt(root, commit, path === "" ? file : `${path}/${file}`);
}

async function requestedIn(read: ReadFile, dependency: Dependency): Promise<string | undefined> {
  const text = await read("package.json");
  return text === undefined ? undefined : requestedRange(text, dependency.package);
}

/** The version of a dependency that installing gives. */
async function versionIn(read: ReadFile, dependency: Dependency): Promise<string | undefined> {
  const requested = await requestedIn(read, dependency);
  const lock = await read("package-lock.json");
  const locked = lock === undefined ? undefined : lockedVersion(lock, dependency.package);
  if (locked !== undefined) return locked;
  return requested === undefined ? undefined : (semver.valid(requested) ?? undefined);
}
