import { Command } from "commander";
import { loadChain } from "../chain/load.ts";
import { makeLinks } from "../terminal/make-links.ts";
import { print, printJson } from "../terminal/print.ts";

interface Options {
  readonly published?: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

export const build = new Command("build")
  .description(
    "make the artifact of a link, and before it those of the links that it reads, where out of date",
  )
  .argument("<link>", "data, model, service, image or chart")
  .option("-f, --force", "make it even when nothing has changed")
  .option("--published", "read the released package of the link before it, as a release does")
  .option("--json", "print what was made as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
Examples:
  $ eslabon build data          the dataset, in build/data
  $ eslabon build model --json  the model, in build/model, with its digest`,
  )
  .action(
    async (link: string, { json = false, force = false, quiet = false, published = false }: Options) => {
      const chain = await loadChain(process.cwd());
      const made = await makeLinks(chain, link, { quiet: quiet || json, force, published });
      if (json) printJson(made);
      else for (const { link, folder, digest } of made) print(`${link}  ${digest}  ${folder}`);
    },
  );
