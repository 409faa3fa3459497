import { abortRelease, type Chain, type Release, releaseLink } from "@eslabon/chain";
import { Command } from "commander";
import { findLink, loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import { cliErrors } from "../errors.ts";
import { printRelease } from "../terminal/print-release.ts";
import { print, printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly rc?: boolean;
  readonly resume?: boolean;
  readonly abort?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const release = new Command("release")
  .description("check, tag and publish a link's commit, and bring it into the release branch")
  .argument("<link>", "data, model, service, image or chart; with a version behind it, data@1.1.0, as well")
  .argument("[version]", "what the plan calls for when left out; larger if you want")
  .option("--rc", "a release candidate: model@1.1.0-rc.1, under npm's tag next")
  .option("--resume", "finish the release that was interrupted")
  .option("--abort", "give up the release that was interrupted, while it is not published")
  .option("-n, --dry-run", "do all that changes nothing, and say what would be released")
  .option("--json", "print the release as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
The commit that is checked out is built and checked in a clean folder, with what its lockfiles name and the published package of the link
before it. Where the tag is there already, its commit is released and only what is missing is done. A final version for which there are
candidates is the content of the last one. Releases are made on develop, on branches named hotfix/… and on the release branch.

Examples:
  $ eslabon release data            the version that the changes call for
  $ eslabon release model --rc      a candidate of it
  $ eslabon release service 2.0.0
  $ eslabon release data@1.0.1      what a tag that was pushed is missing`,
  )
  .action(async (reference: string, argument: string | undefined, options: Options) => {
    const { name, version } = parse(reference, argument);
    const chain = await loadChain(process.cwd());
    const made = await doRelease(chain, name, version, options);
    if (options.json) printJson(made);
    else if (options.abort) print(`given up: ${made.link} ${made.version}`);
    else printRelease(made, options.dryRun ?? false);
  });

function parse(
  reference: string,
  argument: string | undefined,
): { readonly name: string; readonly version: string | undefined } {
  const [name = "", behind] = reference.split("@");
  if (behind !== undefined && argument !== undefined) throw cliErrors.CLI_USAGE("name one version");
  return { name, version: argument ?? behind };
}

async function doRelease(
  chain: Chain,
  name: string,
  version: string | undefined,
  { rc = false, resume = false, abort = false, dryRun = false, json = false, quiet = false }: Options,
): Promise<Release> {
  const link = findLink(chain, name);
  await using registry = await openChainRegistry(chain);
  if (abort) return await abortRelease(link, registry);
  using progress = showProgress(name, quiet || json);
  return await releaseLink(chain, link, {
    registry,
    ...(version !== undefined && { version }),
    candidate: rc,
    resume,
    dryRun,
    // Each step stays on the screen: who looks later wants to know how far it came.
    progress: progress.end,
  });
}
