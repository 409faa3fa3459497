import { startService } from "@eslabon/service";
import { leaveInterruptsToService } from "./interrupt.ts";
import { version } from "./version.ts";

interface ServeOptions {
  /** The folder of a model package. */
  readonly model: string;
  readonly port: number;
  readonly host: string;
  /** Whether requests are logged on standard output. */
  readonly log: boolean;
}

/** Starts a service and says where it is. It stops by SIGINT or SIGTERM, when running requests are answered. */
export async function serveModel({ model, port, host, log }: ServeOptions): Promise<void> {
  leaveInterruptsToService();
  const { url } = await startService({ folder: model, version: version(), port, host, logger: log });
  process.stderr.write(
    `
listening on ${url}
  ${url}/            try it
  ${url}/docs        the interface
  ${url}/metrics     for Prometheus
stop it with Ctrl-C
`,
  );
}
