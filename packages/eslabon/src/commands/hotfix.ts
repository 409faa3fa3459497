import { beginHotfix } from "@eslabon/chain";
import { Command } from "commander";
import { findLink, loadChain } from "../chain/load.ts";
import { print, printJson } from "../terminal/print.ts";

interface Options {
  readonly json?: boolean;
}

export const hotfix = new Command("hotfix")
  .description("begin the repair of a released version: a branch from its tag, checked out")
  .argument("<link>", "data, model, service, image or chart")
  .argument("<version>", "the one that has to be repaired: what runs in production")
  .option("--json", "print the branch, the tag and the version as JSON")
  .addHelpText(
    "after",
    `
The branch has what the release had, the version of the link before it included, whatever has happened on develop meanwhile. Its release is the
next patch, and brings the change back to develop.

Examples:
  $ eslabon hotfix service 1.1.0`,
  )
  .action(async (name: string, version: string, { json = false }: Options) => {
    const chain = await loadChain(process.cwd());
    const link = findLink(chain, name);
    const begun = await beginHotfix(link, version);
    if (json) {
      printJson(begun);
      return;
    }
    print(`on ${begun.branch}, from ${begun.from}`);
    print(`next:
  repair it, and commit
  eslabon release ${name} ${begun.version}`);
  });
