import { Command } from "commander";
import { artifactFolder, findLink, loadChain } from "../chain/load.ts";
import { leaveInterruptsToService } from "../interrupt.ts";
import { announce } from "../terminal/announce.ts";
import { makeLinks } from "../terminal/make-links.ts";
import { parsePort } from "../terminal/port.ts";

interface Options {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly config: string | undefined;
  readonly log?: boolean;
}

export const up = new Command("up")
  .description("build what is out of date and start the service")
  .option(
    "-p, --port <number>",
    "where to listen; 0 takes a free one (default: what the configuration or the service's declaration says, or 8080)",
    parsePort,
  )
  .option("--host <address>", "on which address; 0.0.0.0 opens it to the network (default: 127.0.0.1)")
  .option("--config <file>", "the service's configuration: encryption, access, limits, logs, events")
  .option("--log", "log each request as a JSON line on standard output")
  .addHelpText(
    "after",
    `
Examples:
  $ eslabon up
  $ eslabon up --port 9000 --log`,
  )
  .action(async ({ port, host, config, log = false }: Options) => {
    const chain = await loadChain(process.cwd());
    const service = findLink(chain, "service");
    await makeLinks(chain, "model", { quiet: false, force: false });
    leaveInterruptsToService();
    const { url } = await service.start!({
      upstream: artifactFolder(chain, "model"),
      config,
      port,
      host,
      log,
    });
    announce(url);
  });
