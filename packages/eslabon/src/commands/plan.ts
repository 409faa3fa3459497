import { Command } from "commander";
import { findLink, loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import { planLinks } from "../terminal/plan-links.ts";
import { printPlan } from "../terminal/print-plan.ts";
import { printJson } from "../terminal/print.ts";

interface Options {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const plan = new Command("plan")
  .description("show what each link has changed since its last release, and the version that this calls for")
  .argument("[link]", "data, model, service, image or chart; all of them when left out")
  .option("--json", "print the plan as JSON; its schema is @eslabon/chain/plan.schema.json")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
The dataset is built, where out of date, and compared with the last one that was released. A link that reads another changes by the
version that it has of it and by its own commits: “feat: …” is a minor step, “feat!: …” a major one, anything else a patch.
Nothing is tagged or published.

Examples:
  $ eslabon plan
  $ eslabon plan data --json | jq -r .links[0].next`,
  )
  .action(async (name: string | undefined, { json = false, quiet = false }: Options) => {
    const chain = await loadChain(process.cwd());
    const links = name === undefined ? chain.links : [findLink(chain, name)];
    await using registry = await openChainRegistry(chain);
    const plans = await planLinks(chain, links, registry, quiet || json);
    if (json) printJson({ chain: chain.name, links: plans });
    else printPlan(plans);
  });
