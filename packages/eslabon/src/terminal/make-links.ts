import type { Chain } from "@eslabon/chain";
import { type Artifact, digestFolder, type Link } from "@eslabon/link";
import { linksBefore, linksUpTo, type Made, makeLink, upstreamOf } from "../chain/make.ts";
import { showProgress } from "./progress.ts";

interface MakeOptions {
  readonly quiet: boolean;
  readonly force: boolean;
  /** Whether the link reads the published package of the one before it. */
  readonly published?: boolean;
  /** Whether only what the link reads is made, and not the link itself. */
  readonly before?: boolean;
}

/**
 * Makes what is out of date up to a link, and shows on standard error how far it is.
 *
 * @returns what was done for each link, in their order.
 */
export async function makeLinks(
  chain: Chain,
  upTo: string,
  { quiet, force, published = false, before = false }: MakeOptions,
): Promise<readonly Made[]> {
  const links = (before ? linksBefore : linksUpTo)(chain, upTo, published);
  const made: Made[] = [];
  for (const link of links) {
    using progress = showProgress(link.name, quiet);
    const done = await makeLink(chain, link, made.at(-1) ?? (await readArtifact(chain, link, published)), {
      progress: progress.say,
      force: force && link === links.at(-1),
    });
    progress.end(`${done.fresh ? "up to date" : "built"} ${done.digest.slice(0, SHORT_DIGEST)}`);
    made.push(done);
  }
  return made;
}

const SHORT_DIGEST = "sha256:".length + 12;

async function readArtifact(chain: Chain, link: Link, published: boolean): Promise<Artifact | undefined> {
  const folder = await upstreamOf(chain, link, published);
  return folder === undefined ? undefined : { folder, digest: await digestFolder(folder) };
}
