import { verifyRelease } from "@eslabon/chain";
import { Command } from "commander";
import { findLink, loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import { cliErrors } from "../errors.ts";
import { printCheck, printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const verify = new Command("verify")
  .description("build a released version again from its commit, and compare; exit code 1 when it differs")
  .argument("<reference>", "a link with a version: model@1.1.0")
  .option("--json", "print the report as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
The package is fetched from the registry. Its provenance.json says which commit and which packages it was made from; these are compared
with what is there, and the commit is built again in a clean folder. The repository that it comes from has to be here.

Examples:
  $ eslabon verify model@1.1.0
  $ eslabon verify data@1.0.0 --json`,
  )
  .action(async (reference: string, { json = false, quiet = false }: Options) => {
    const { name, version } = /^(?<name>[^@]+)@(?<version>[^@]+)$/u.exec(reference)?.groups ?? {};
    if (name === undefined || version === undefined) {
      throw cliErrors.CLI_USAGE(`“${reference}” names no version of a link`);
    }
    const chain = await loadChain(process.cwd());
    const link = findLink(chain, name);
    await using registry = await openChainRegistry(chain);
    using progress = showProgress(name, quiet || json);
    const report = await verifyRelease(link, { registry, version, progress: progress.end });
    if (json) printJson(report);
    else printCheck(report);
    if (!report.passed) process.exitCode = 1;
  });
