import { Command } from "commander";
import { loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import { lookAt } from "../environments/look-at.ts";
import { planLinks } from "../terminal/plan-links.ts";
import { printStatus } from "../terminal/print-status.ts";
import { printJson } from "../terminal/print.ts";

interface Options {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const status = new Command("status")
  .description("show the chain as a table: what is released, what would be next, and what runs where")
  .option("--json", "print it as JSON: the links as eslabon plan has them, and the environments")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
Services are asked for their versions at the URLs that eslabon.config.ts names under “environments”. One that does not answer within
three seconds is shown as such. Where an environment has a file, what runs is compared with what the file says (helm and kubectl are
needed), and each difference is named.

Examples:
  $ eslabon status
  $ eslabon status --json | jq .environments`,
  )
  .action(async ({ json = false, quiet = false }: Options) => {
    const chain = await loadChain(process.cwd());
    await using registry = await openChainRegistry(chain);
    const asked = Promise.all(
      Object.entries(chain.environments).map(([name, place]) => lookAt(chain, name, place)),
    );
    const links = await planLinks(chain, chain.links, registry, quiet || json);
    const environments = await asked;
    if (json) printJson({ chain: chain.name, links, environments });
    else printStatus(links, environments);
  });
