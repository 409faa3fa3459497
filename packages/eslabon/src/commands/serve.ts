import { Command } from "commander";
import { leaveInterruptsToService } from "../interrupt.ts";
import { announce } from "../terminal/announce.ts";
import { parsePort } from "../terminal/port.ts";
import { version } from "../version.ts";

interface Options {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly config: string | undefined;
  readonly quiet?: boolean;
}

export const serve = new Command("serve")
  .description("answer over HTTP with a model package, without a chain")
  .argument("<model>", "the folder of a model package")
  .option("-p, --port <number>", "where to listen; 0 takes a free one (default: 8080)", parsePort)
  .option("--host <address>", "on which address; 0.0.0.0 opens it to the network (default: 127.0.0.1)")
  .option("--config <file>", "the service's configuration: encryption, access, limits, logs, events")
  .option("-q, --quiet", "log no requests")
  .addHelpText(
    "after",
    `
Requests are logged as JSON lines on standard output, without what the texts say.

Examples:
  $ eslabon serve my-model --port 8080
  $ curl localhost:8080/api/v2/modelos/my-model -H 'content-type: text/plain' -d 'The tap drips'`,
  )
  .action(async (model: string, { port, host, config: file, quiet = false }: Options) => {
    const { loadServiceConfig, startService } = await import("@eslabon/service");
    const config = await loadServiceConfig({ flags: { port, host }, file });
    leaveInterruptsToService();
    const { url } = await startService({ folder: model, version: version(), config, logger: !quiet });
    announce(url);
  });
