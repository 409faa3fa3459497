import type { Chain } from "../chain/load.ts";
import { linksUpTo, type Made, makeLink } from "../chain/make.ts";
import { showProgress } from "./progress.ts";

/**
 * Makes what is out of date up to a link, and shows on standard error how far it is.
 *
 * @returns what was done for each link, in their order.
 */
export async function makeLinks(
  chain: Chain,
  upTo: string,
  { quiet, force }: { readonly quiet: boolean; readonly force: boolean },
): Promise<readonly Made[]> {
  const links = linksUpTo(chain, upTo);
  const made: Made[] = [];
  for (const link of links) {
    using progress = showProgress(link.name, quiet);
    const done = await makeLink(chain, link, made.at(-1), {
      progress: progress.say,
      force: force && link === links.at(-1),
    });
    progress.end(`${done.fresh ? "up to date" : "built"} ${done.digest.slice(0, SHORT_DIGEST)}`);
    made.push(done);
  }
  return made;
}

const SHORT_DIGEST = "sha256:".length + 12;
