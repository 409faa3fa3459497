import { Command } from "commander";
import { leaveInterruptsToService } from "../interrupt.ts";
import { announce } from "../terminal/announce.ts";
import { parsePort } from "../terminal/port.ts";
import { version } from "../version.ts";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly quiet?: boolean;
}

export const serve = new Command("serve")
  .description("answer over HTTP with a model package, without a chain")
  .argument("<model>", "the folder of a model package")
  .option("-p, --port <number>", "where to listen; 0 takes a free one", parsePort, 8080)
  .option("--host <address>", "on which address; 0.0.0.0 opens it to the network", "127.0.0.1")
  .option("-q, --quiet", "log no requests")
  .addHelpText(
    "after",
    `
Requests are logged as JSON lines on standard output, without what the texts say.

Examples:
  $ eslabon serve my-model --port 8080
  $ curl localhost:8080/api/v2/modelos/my-model -H 'content-type: text/plain' -d 'The tap drips'`,
  )
  .action(async (model: string, { port, host, quiet = false }: Options) => {
    const { startService } = await import("@eslabon/service");
    leaveInterruptsToService();
    const { url } = await startService({ folder: model, version: version(), port, host, logger: !quiet });
    announce(url);
  });
