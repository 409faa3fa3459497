import type { CheckReport } from "@eslabon/link";
import { Command } from "commander";
import { artifactFolder, findLink, loadChain } from "../chain/load.ts";
import { upstreamOf } from "../chain/make.ts";
import { isOciLink } from "../chain/oci-links.ts";
import { makeLinks } from "../terminal/make-links.ts";
import { printCheck, printJson } from "../terminal/print.ts";

interface Options {
  readonly published?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const check = new Command("check")
  .description("test a link, or all of them; exit code 1 when a check fails")
  .argument("[link]", "data, model, service, image or chart; the first three when left out")
  .option("--published", "read the released package of the link before it, as a release does")
  .option("--json", "print the report as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
What is out of date is built first.

Examples:
  $ eslabon check               data, model and service
  $ eslabon check model --json  classification power, golden examples, known errors, latency
  $ eslabon check image         the image as it runs under production's limits
  $ eslabon check chart         the chart as it is rendered for each environment`,
  )
  .action(async (name: string | undefined, { published = false, json = false, quiet = false }: Options) => {
    const chain = await loadChain(process.cwd());
    // Images and charts are made of released packages, and checked by programs that not everybody has.
    const links =
      name === undefined ? chain.links.filter((each) => !isOciLink(each.name)) : [findLink(chain, name)];
    const reports: CheckReport[] = [];
    for (const link of links) {
      const before = link.checksSources === true;
      await makeLinks(chain, link.name, { quiet: quiet || json, force: false, published, before });
      const upstream = (await upstreamOf(chain, link, published)) ?? "";
      const report = await link.check({ artifact: artifactFolder(chain, link.name), upstream });
      reports.push(report);
      if (!json) printCheck(report);
    }
    if (json) printJson(reports);
    if (reports.some(({ passed }) => !passed)) process.exitCode = 1;
  });
