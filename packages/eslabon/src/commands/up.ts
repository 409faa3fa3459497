import { Command } from "commander";
import { artifactFolder, findLink, loadChain } from "../chain/load.ts";
import { makeLinks } from "../terminal/make-links.ts";
import { parsePort } from "../terminal/port.ts";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly log?: boolean;
}

export const up = new Command("up")
  .description("build what is out of date and start the service")
  .option("-p, --port <number>", "where to listen; 0 takes a free one", parsePort, 8080)
  .option("--host <address>", "on which address; 0.0.0.0 opens it to the network", "127.0.0.1")
  .option("--log", "log each request as a JSON line on standard output")
  .addHelpText(
    "after",
    `
Examples:
  $ eslabon up
  $ eslabon up --port 9000 --log`,
  )
  .action(async ({ port, host, log = false }: Options) => {
    const chain = await loadChain(process.cwd());
    findLink(chain, "service");
    await makeLinks(chain, "service", { quiet: false, force: false });
    const { serveModel } = await import("../serve.ts");
    await serveModel({ model: artifactFolder(chain, "model"), port, host, log });
  });
