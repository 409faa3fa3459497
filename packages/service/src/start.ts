import { loadModel, type Model } from "@eslabon/model";
import closeWithGrace from "close-with-grace";
import type { ServiceDefinition } from "./definition.ts";
import { STOP_TIMEOUT } from "./limits.ts";
import { listen } from "./listen.ts";
import type { LoggerOption } from "./log.ts";
import { createService } from "./service.ts";

/** The model, or the folder of its package. */
type ModelSource = { readonly model: Model } | { readonly folder: string };

export type StartOptions = ModelSource & {
  /** The service's own version. */
  readonly version: string;
  /** What `defineService` gave; an empty one unless given. */
  readonly definition?: ServiceDefinition;
  /** This machine only unless given: 127.0.0.1. */
  readonly host?: string;
  /** What the definition says, or 8080, unless given; 0 is any free one. */
  readonly port?: number;
  /** Where the log goes; standard output unless given. */
  readonly logger?: LoggerOption;
};

export interface RunningService {
  readonly url: string;
  /** Answers what is running, then stops listening. */
  readonly close: () => Promise<void>;
}

const PORT = 8080;

/** What is left after the last connection was cut, in milliseconds. */
const SPARE = 2_000;

/**
 * Starts a service. On SIGTERM or SIGINT it stops by itself: `/readyz` says so, running requests are answered, and the
 * process exits with 0.
 *
 * @throws EslabonError `SERVICE_PORT_TAKEN`, `SERVICE_PORT_FORBIDDEN`, `SERVICE_HOST_UNKNOWN`, `MODEL_PACKAGE_BROKEN`; and what
 * {@link createService} throws.
 */
export async function startService(options: StartOptions): Promise<RunningService> {
  const { version, definition = {}, host = "127.0.0.1", logger = true } = options;
  const { port = definition.port ?? PORT } = options;
  const model = "model" in options ? options.model : await loadModel(options.folder);
  const app = await createService({ model, version, definition, logger });
  const url = await listen(app, { host, port });
  const grace = closeWithGrace({ delay: STOP_TIMEOUT + SPARE, logger: false }, async ({ signal, err }) => {
    if (err) app.log.fatal(err, "stopping after an error that nobody caught");
    else app.log.info({ signal }, "stopping");
    await app.close();
  });
  return {
    url,
    close: async () => {
      grace.uninstall();
      await app.close();
    },
  };
}
