import type { Artifact, BuildLinkOptions, Link, Progress } from "@eslabon/link";
import { type Chain, dependenciesOf, type Dependency, installedDependency } from "@eslabon/chain";
import { fetchDependency, isNamed } from "./fetch-dependency.ts";
import { digestInputs, madeFrom, remember } from "./freshness.ts";
import { artifactFolder, findLink } from "./load.ts";
import { isOciLink } from "./oci-links.ts";
import { chainScope, openChainRegistry } from "./open-registry.ts";

/** What was done for a link: its artifact, and whether it had to be made. */
export interface Made extends Artifact {
  readonly link: string;
  readonly fresh: boolean;
}

/**
 * The links that have to be made, one after the other, to have the artifact of the given one: itself the last.
 *
 * @param published whether it reads the published package of the link before it, and not what that link's folder makes
 */
export function linksUpTo(chain: Chain, name: string, published: boolean): readonly Link[] {
  const link = findLink(chain, name);
  const before = linksBefore(chain, name, published);
  return link.build ? [...before, link] : before;
}

/** As {@link linksUpTo}, to have the artifact that the given one reads: without itself. */
export function linksBefore(chain: Chain, name: string, published: boolean): readonly Link[] {
  const link = findLink(chain, name);
  return readsFolder(chain, link, published) ? linksUpTo(chain, link.reads![0]!.link, false) : [];
}

/** Where the artifact is that a link reads, of several the first; `undefined` when it reads none. */
export async function upstreamOf(chain: Chain, link: Link, published: boolean): Promise<string | undefined> {
  if (readsFolder(chain, link, published)) return artifactFolder(chain, link.reads![0]!.link);
  const folders = [];
  for (const dependency of dependenciesOf(chain, link)) {
    folders.push(await publishedFolder(chain, link, dependency, published));
  }
  return folders[0];
}

/**
 * A link that has a repository of its own can only read the published package of the one before it, and what a cluster is to pull has to be
 * published, too.
 */
function readsFolder(
  chain: Chain,
  { reads: [first] = [], installs = false }: Link,
  published: boolean,
): boolean {
  const isThere = chain.links.some(({ name }) => name === first?.link);
  return !published && !installs && isThere && !isOciLink(first!.link);
}

/** Before the first release there is nothing for a link to name; `undefined` then, unless it is for a release. */
async function publishedFolder(
  chain: Chain,
  link: Link,
  dependency: Dependency,
  published: boolean,
): Promise<string | undefined> {
  if (!isOciLink(dependency.link)) return installedDependency(link, dependency);
  return published || (await isNamed(link, dependency))
    ? fetchDependency(chain, link, dependency)
    : undefined;
}

/**
 * Makes a link's artifact if anything that it is made from has changed.
 *
 * @param upstream the artifact that it reads
 */
export async function makeLink(
  chain: Chain,
  link: Link,
  upstream: Artifact | undefined,
  { progress, force }: { readonly progress: Progress; readonly force: boolean },
): Promise<Made> {
  const folder = artifactFolder(chain, link.name);
  const inputs = await digestInputs(chain, link, upstream?.digest);
  const digest = force ? undefined : await madeFrom(chain, link, inputs);
  if (digest !== undefined) return { link: link.name, folder, digest, fresh: true };
  const artifact = await buildKnowing(chain, link, {
    upstream: upstream?.folder ?? "",
    out: folder,
    oci: chain.registries.oci,
    progress,
  });
  await remember(chain, link, inputs, artifact);
  return { link: link.name, folder, digest: artifact.digest, fresh: false };
}

/** Lets npm know the registry of the chain's packages where a link needs it, unless who has started this program has told it already. */
async function buildKnowing(chain: Chain, link: Link, options: BuildLinkOptions): Promise<Artifact> {
  const isKnown = process.env[`npm_config_${chainScope(chain)}:registry`] !== undefined;
  if (!link.installs || isKnown) return link.build!(options);
  await using registry = await openChainRegistry(chain);
  return await link.build!({ ...options, npmEnvironment: registry.npmEnvironment });
}
