import type { Artifact, Link, Progress } from "@eslabon/link";
import { type Chain, dependencyOf, installedDependency } from "@eslabon/chain";
import { digestInputs, madeFrom, remember } from "./freshness.ts";
import { artifactFolder, findLink } from "./load.ts";

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
  return readsFolder(chain, link, published) ? linksUpTo(chain, link.reads!.link, false) : [];
}

/** Where the artifact is that a link reads; `undefined` when it reads none. */
export async function upstreamOf(chain: Chain, link: Link, published: boolean): Promise<string | undefined> {
  if (readsFolder(chain, link, published)) return artifactFolder(chain, link.reads!.link);
  const dependency = dependencyOf(chain, link);
  return dependency && installedDependency(link, dependency);
}

/** A link that has a repository of its own can only read the published package of the one before it. */
function readsFolder(chain: Chain, link: Link, published: boolean): boolean {
  return !published && chain.links.some(({ name }) => name === link.reads?.link);
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
  const artifact = await link.build!({ upstream: upstream?.folder ?? "", out: folder, progress });
  await remember(chain, link, inputs, artifact);
  return { link: link.name, folder, digest: artifact.digest, fresh: false };
}
