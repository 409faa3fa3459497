import { writeFile } from "node:fs/promises";
import { type Chain, gatherFacts, releasedArtifact, releasedCache } from "@eslabon/chain";
import { largestStep } from "@eslabon/link";
import { Command } from "commander";
import { findPackage, nearestChain } from "../chain/find-package.ts";
import { findLink, loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import { cliErrors } from "../errors.ts";
import { parseCount } from "../terminal/count.ts";
import { makeLinks } from "../terminal/make-links.ts";
import { printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly top?: number;
  readonly html?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Examples of each kind on the terminal, and in a file or a program's hands. */
const FEW = 10;
const MANY = 500;

const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/u;

export const diff = new Command("diff")
  .description("show what has changed in a dataset, row by row, and the version that this calls for")
  .argument("<link>", "data")
  .argument("[from]", "a version, a folder or a package (default: the last release)")
  .argument("[to]", "the same (default: what the link's folder makes now)")
  .option(
    "--top <count>",
    `how many examples of each kind (default: ${FEW}; ${MANY} in JSON and on the page)`,
    parseCount,
  )
  .option("--html <file>", "write a page, too, on which changed labels and texts are side by side")
  .option("--json", "print the whole diff as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
A row is the same row when it has the same id. Released versions come from the chain's registry. The steps are those of the dataset's
declaration; two folders can be compared without a chain, by the default ones. The exit code does not say whether something has changed.

Examples:
  $ eslabon diff data                            the last release with what there is now
  $ eslabon diff data 1.0.0 1.0.1 --html d.html  two releases, as a page, too
  $ eslabon diff data old-data new-data --json | jq .changes`,
  )
  .action(async (name: string, from: string | undefined, to: string | undefined, options: Options) => {
    if (name !== "data") throw cliErrors.CLI_USAGE(`it is data that is compared row by row, not “${name}”`);
    const { html, top, json = false } = options;
    const quiet = options.quiet === true || json;
    const { chain, before, after } = await findSides(from, to, quiet);
    const { compareDatasets, diffPage, isDataLink, listChanges } = await import("@eslabon/data");

    using progress = showProgress("diff", quiet);
    const found = await compareDatasets(before, after, {
      top: howMany(options),
      progress: progress.say,
    });
    const changes = listChanges(found, chain?.links.find(isDataLink)?.versions);
    if (html === undefined) progress.end("done");
    else {
      await writePage(html, diffPage(found, changes));
      progress.end(`written to ${html}`);
    }
    if (json) printJson({ step: largestStep(changes) ?? null, changes, ...found });
    else (await import("../terminal/print-diff.ts")).printDiff(found, changes, top ?? FEW);
  });

function howMany({ top, json = false, html }: Options): number {
  return top ?? (json || html !== undefined ? MANY : FEW);
}

interface Sides {
  /** Undefined where two places are named that need none. */
  readonly chain: Chain | undefined;
  readonly before: string;
  readonly after: string;
}

async function findSides(from: string | undefined, to: string | undefined, quiet: boolean): Promise<Sides> {
  const here = process.cwd();
  if (from !== undefined && to !== undefined) {
    const chain = await nearestChain(here);
    return { chain, before: await placeOf(from, here), after: await placeOf(to, here) };
  }
  const chain = await loadChain(here);
  return {
    chain,
    before: from === undefined ? await lastRelease(chain) : await placeOf(from, here),
    after: to === undefined ? await makeData(chain, quiet) : await placeOf(to, here),
  };
}

/** The folder of a release by its version, or of what a person names otherwise. */
function placeOf(reference: string, from: string): Promise<string> {
  return findPackage(VERSION.test(reference) ? `data@${reference}` : reference, from);
}

/** The last release from which the commit that is checked out goes on. */
async function lastRelease(chain: Chain): Promise<string> {
  const link = findLink(chain, "data");
  await using registry = await openChainRegistry(chain);
  const { last } = await gatherFacts(chain, link, { registry });
  if (last === undefined) throw cliErrors.CLI_RELEASE_ABSENT(link.name);
  return await releasedArtifact(registry, releasedCache(chain), link.package.name, last);
}

async function makeData(chain: Chain, quiet: boolean): Promise<string> {
  const made = await makeLinks(chain, findLink(chain, "data").name, { quiet, force: false });
  return made.at(-1)!.folder;
}

async function writePage(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
  } catch (error) {
    throw cliErrors.CLI_USAGE(`${file} cannot be written: ${(error as Error).message}`);
  }
}
