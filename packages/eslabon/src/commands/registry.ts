import { configuredRegistry, releaseErrors, startEmbedded } from "@eslabon/chain";
import { Command } from "commander";
import { loadChain } from "../chain/load.ts";
import { chainScope } from "../chain/open-registry.ts";
import { cliErrors } from "../errors.ts";
import { parsePort } from "../terminal/port.ts";
import { print } from "../terminal/print.ts";

interface Options {
  readonly port: number;
  readonly uplink?: boolean;
}

export const registry = new Command("registry")
  .description("run the chain's own npm registry until it is stopped, for npm, browsers and other programs")
  .option("-p, --port <number>", "where to listen on this machine; 0 takes a free one", parsePort, 4873)
  .option("--uplink", "have all other packages, too, from the registry that npm is configured with")
  .addHelpText(
    "after",
    `
The commands of eslabon start it by themselves, when they need it and for as long. Its packages are in .eslabon/registry, unless
eslabon.config.ts says otherwise. The line that it prints is for an .npmrc: with it npm finds the chain's packages here.

Examples:
  $ eslabon registry
  $ eslabon registry --port 0 --uplink`,
  )
  .action(async ({ port, uplink = false }: Options) => {
    const chain = await loadChain(process.cwd());
    const { npm: storage } = chain.registries;
    if (/^https?:\/\//u.test(storage)) {
      throw cliErrors.CLI_USAGE(`the registry of this chain is another one, at ${storage}`);
    }
    const others = uplink ? { uplink: await configuredRegistry(chain.root) } : {};
    const { url } = await startEmbedded({ storage, port, ...others }).catch((error: unknown) => {
      const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      throw isTaken ? releaseErrors.REGISTRY_PORT_TAKEN(port, error) : error;
    });
    print(`${chainScope(chain)}:registry=${url}`);
    process.stderr.write(`listening on ${url}\n  packages in ${storage}\nstop it with Ctrl-C\n`);
  });
