import type { Artifact, Link, Progress } from "@eslabon/chain";
import { digestInputs, madeFrom, remember } from "./freshness.ts";
import { artifactFolder, type Chain, findLink } from "./load.ts";

/** What was done for a link: its artifact, and whether it had to be made. */
export interface Made extends Artifact {
  readonly link: string;
  readonly fresh: boolean;
}

/** The links that have to be made, one after the other, to have the artifact of the given one: itself the last. */
export function linksUpTo(chain: Chain, name: string): readonly Link[] {
  const link = findLink(chain, name);
  const before = link.reads === undefined ? [] : linksUpTo(chain, link.reads);
  return link.build ? [...before, link] : before;
}

/**
 * Makes a link's artifact if anything that it is made from has changed.
 *
 * @param upstream what was done for the link that it reads
 */
export async function makeLink(
  chain: Chain,
  link: Link,
  upstream: Made | undefined,
  { progress, force }: { readonly progress: Progress; readonly force: boolean },
): Promise<Made> {
  const folder = artifactFolder(chain, link.name);
  const inputs = await digestInputs(link, upstream?.digest);
  const digest = force ? undefined : await madeFrom(chain, link, inputs);
  if (digest !== undefined) return { link: link.name, folder, digest, fresh: true };
  const artifact = await link.build!({ upstream: upstream?.folder ?? "", out: folder, progress });
  await remember(chain, link, inputs, artifact);
  return { link: link.name, folder, digest: artifact.digest, fresh: false };
}
