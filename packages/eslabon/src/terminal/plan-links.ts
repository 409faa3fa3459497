import { type Chain, gatherFacts, type LinkPlan, planLink, type Registry } from "@eslabon/chain";
import type { Link } from "@eslabon/link";
import { makeLinks } from "./make-links.ts";

/**
 * The plans of links as their folders are now. An artifact that no other decides, the dataset, is made and compared with its last release;
 * that of a link which reads another is not: what it reads and its commits tell.
 */
export async function planLinks(
  chain: Chain,
  links: readonly Link[],
  registry: Registry,
  quiet: boolean,
): Promise<LinkPlan[]> {
  const plans: LinkPlan[] = [];
  for (const link of links) {
    const make = async (): Promise<string> =>
      (await makeLinks(chain, link.name, { quiet, force: false })).at(-1)!.folder;
    const isFirst = !link.reads && link.build !== undefined;
    plans.push(planLink(await gatherFacts(chain, link, { registry, ...(isFirst && { artifact: make }) })));
  }
  return plans;
}
