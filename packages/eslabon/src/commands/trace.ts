import {
  askRunning,
  packageOfLink,
  trace as tracePackage,
  type Traced,
  traceRunning,
  type Chain,
  type Registry,
} from "@eslabon/chain";
import { Command } from "commander";
import { findReleased } from "../chain/find-released.ts";
import { loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import { LINK_NAMES } from "../chain/reference.ts";
import { cliErrors } from "../errors.ts";
import { printJson } from "../terminal/print.ts";
import { printTrace } from "../terminal/print-trace.ts";

interface Options {
  readonly json?: boolean;
}

export const trace = new Command("trace")
  .description("show the versions of the whole chain behind a release or a running service")
  .argument("<reference>", "model@1.1.0, @hogar/model@1.1.0, or the URL of a service")
  .option("--json", "print them as JSON, with whole digests")
  .addHelpText(
    "after",
    `
Each release carries the commit that it was made from and the digests of what it was made with (provenance.json). The registry is asked
whether it has these bytes still; exit code 1 when it does not, or when a version was never released.

Examples:
  $ eslabon trace service@1.1.0
  $ eslabon trace https://hogar.example.com --json`,
  )
  .action(async (reference: string, { json = false }: Options) => {
    const chain = await loadChain(process.cwd());
    await using registry = await openChainRegistry(chain);
    const traced = /^https?:\/\//u.test(reference)
      ? await traceUrl(chain, registry, reference)
      : await tracePackage(registry, await findReleased(chain, reference, registry));
    if (json) printJson(traced);
    else printTrace(traced);
    if (traced.some(({ bytes }) => bytes !== "same")) process.exitCode = 1;
  });

async function traceUrl(chain: Chain, registry: Registry, url: string): Promise<readonly Traced[]> {
  const { versions, error } = await askRunning(url);
  if (!versions) throw cliErrors.CLI_SERVICE_SILENT(url, error!);
  const running = LINK_NAMES.toReversed()
    .filter((link) => versions[link] !== undefined)
    .map((link) => ({ name: packageOfLink(chain, link), version: versions[link]! }));
  return traceRunning(registry, running);
}
