import type { Change, Link } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { type Dependency, dependenciesOf } from "../dependency.ts";
import { releaseErrors } from "../errors.ts";
import { changeOf, commitsBetween } from "../git/commits.ts";
import { commitOf, type Repository, repositoryOf, taggedVersions, tagOf } from "../git/repository.ts";
import type { Registry } from "../registry/registry.ts";
import { greatest } from "../version.ts";
import { type Files, filesAt, filesIn, knownDependency, versionIn } from "./dependency-facts.ts";
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
 * @throws EslabonError `GIT_ABSENT`, `GIT_COMMIT_ABSENT`, `GIT_FAILED`, and what the registry and a comparison throw.
 */
export async function gatherFacts(
  chain: Pick<Chain, "root" | "links">,
  link: Link,
  options: FactsOptions,
): Promise<LinkFacts> {
  const { registry, commit = "HEAD", except } = options;
  const repository = options.repository ?? (await repositoryOf(link));
  if (!(await commitOf(repository.root, commit))) {
    throw releaseErrors.GIT_COMMIT_ABSENT(repository.root, commit);
  }
  const name = link.package.name;
  const tagged = await taggedVersions(repository);
  const here = await taggedVersions(repository, commit);
  const published = (await registry.versions(name)).map(({ version }) => version);
  const last = greatest(here.filter((version) => version !== except));
  const delivered = last !== undefined && published.includes(last);
  const artifact = delivered ? await compareArtifact(chain, link, last, options) : undefined;
  const dependencies = [];
  for (const dependency of dependenciesOf(chain, link)) {
    dependencies.push(await gatherDependency(link, dependency, repository, last, options));
  }
  return {
    link: link.name,
    package: name,
    ...(last !== undefined && { last }),
    delivered,
    taken: [...new Set([...tagged.filter((version) => version !== except), ...published])],
    ...(artifact && { artifact }),
    commits: await commitsSince(repository, last, commit),
    dependencies,
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

async function gatherDependency(
  link: Link,
  dependency: Dependency,
  repository: Repository,
  last: string | undefined,
  { registry, commit }: FactsOptions,
): Promise<DependencyFacts> {
  const now: Files = commit === undefined ? filesIn(link.folder) : filesAt(repository, commit);
  const known = await knownDependency(now, dependency, registry);
  if (last === undefined) return known;
  const before = await versionIn(filesAt(repository, tagOf(repository, last)), dependency);
  return before === undefined ? known : { ...known, before };
}
