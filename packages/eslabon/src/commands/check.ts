import type { Chain } from "@eslabon/chain";
import type { CheckReport, Link } from "@eslabon/link";
import { Command, Option } from "commander";
import { artifactFolder, findLink, loadChain } from "../chain/load.ts";
import { upstreamOf } from "../chain/make.ts";
import { isOciLink } from "../chain/oci-links.ts";
import { findDeployment } from "../environments/find-deployment.ts";
import { cliErrors } from "../errors.ts";
import { undoWhenInterrupted } from "../interrupt.ts";
import { makeLinks } from "../terminal/make-links.ts";
import { printCheck, printJson } from "../terminal/print.ts";

interface Options {
  readonly published?: boolean;
  readonly on?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const check = new Command("check")
  .description("test a link, or all of them; exit code 1 when a check fails")
  .argument("[link]", "data, model, service, image or chart; the first three when left out")
  .option("--published", "read the released package of the link before it, as a release does")
  .addOption(
    new Option(
      "--on <environment>",
      "of a chart: deploy it on the cluster of an environment, too, in a namespace of its own that is removed again",
    ).env("ESLABON_CHECK_ON"),
  )
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
  $ eslabon check chart         the chart as it is rendered for each environment
  $ eslabon check chart --on test   and as it runs on the cluster of one`,
  )
  .action(async (name: string | undefined, options: Options, command: Command) => {
    const chain = await loadChain(process.cwd());
    // Images and charts are made of released packages, and checked by programs that not everybody has.
    const links =
      name === undefined ? chain.links.filter((each) => !isOciLink(each.name)) : [findLink(chain, name)];
    const environment = await environmentToTry(chain, name, command);
    const reports: CheckReport[] = [];
    for (const link of links) {
      const report = await checkLink(chain, link, environment, options);
      reports.push(report);
      if (!options.json) printCheck(report);
    }
    if (options.json) printJson(reports);
    if (reports.some(({ passed }) => !passed)) process.exitCode ??= 1;
  });

/** @throws EslabonError `CLI_USAGE`, `CLI_ENVIRONMENT_UNKNOWN`. */
async function environmentToTry(
  chain: Chain,
  link: string | undefined,
  command: Command,
): Promise<string | undefined> {
  const { on } = command.opts<Options>();
  if (link === "chart") {
    if (on !== undefined) await findDeployment(chain, on);
    return on;
  }
  // The variable is for all that a pipeline does, the option for what is asked now.
  if (command.getOptionValueSource("on") !== "cli") return undefined;
  throw cliErrors.CLI_USAGE("only a chart is tried on a cluster: eslabon check chart --on ENVIRONMENT");
}

async function checkLink(
  chain: Chain,
  link: Link,
  environment: string | undefined,
  { published = false, json = false, quiet = false }: Options,
): Promise<CheckReport> {
  const before = link.checksSources === true;
  await makeLinks(chain, link.name, { quiet: quiet || json, force: false, published, before });
  const upstream = (await upstreamOf(chain, link, published)) ?? "";
  const artifact = artifactFolder(chain, link.name);
  return link.check({
    artifact,
    upstream,
    ...(environment !== undefined && { environment, signal: undoWhenInterrupted() }),
  });
}
