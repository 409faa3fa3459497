import { loadModel, type Model } from "@eslabon/model";
import closeWithGrace from "close-with-grace";
import type { FastifyBaseLogger } from "fastify";
import { defaultServiceConfig } from "./config/load.ts";
import type { ServiceConfig } from "./config/schema.ts";
import type { ServiceDefinition } from "./definition.ts";
import { LAST_REQUESTS, STOP_TIMEOUT } from "./limits.ts";
import { listen } from "./listen.ts";
import type { LoggerOption } from "./log.ts";
import { RENEWING } from "./models/renew.ts";
import { createService } from "./service.ts";
import { awaitLastRequests } from "./stopping.ts";

/** The model, or the folder of its package and of those that it answers with, too. */
type ModelSource =
  { readonly model: Model } | { readonly folder: string; readonly further?: readonly string[] };

export type StartOptions = ModelSource & {
  /** The service's own version. */
  readonly version: string;
  /** What `defineService` gave; an empty one unless given. */
  readonly definition?: ServiceDefinition;
  /** What `loadServiceConfig` gave; the defaults unless given. */
  readonly config?: ServiceConfig;
  /** What the configuration says unless given: this machine only, 127.0.0.1. */
  readonly host?: string;
  /** What the configuration says unless given, or else the definition: 8080; 0 is any free one. */
  readonly port?: number;
  /** Where the log goes; standard output unless given. */
  readonly logger?: LoggerOption;
};

export interface RunningService {
  readonly url: string;
  /** Answers what is running, then stops listening. */
  readonly close: () => Promise<void>;
}

/** What is left after the last connection was cut, in milliseconds. */
const SPARE = 2_000;

/**
 * Starts a service. Models from folders are read again when their files change, and on SIGHUP. On SIGTERM or SIGINT it stops by itself: `/readyz` says so, running requests are answered, and the
 * process exits with 0.
 *
 * @throws EslabonError `SERVICE_PORT_TAKEN`, `SERVICE_PORT_FORBIDDEN`, `SERVICE_HOST_UNKNOWN`, `MODEL_PACKAGE_BROKEN`; and what
 * {@link createService} throws.
 */
export async function startService(options: StartOptions): Promise<RunningService> {
  const { version, definition = {}, logger = true } = options;
  const config = options.config ?? withPort(defaultServiceConfig(), definition.port);
  const { host = config.host, port = config.port } = options;
  const folders = "model" in options ? [] : [options.folder, ...(options.further ?? [])];
  const loaded = "model" in options ? [options.model] : await Promise.all(folders.map(loadModel));
  const [model, ...further] = loaded as [Model, ...Model[]];
  const app = await createService({ model, further, folders, version, definition, logger, config });
  const url = await listen(app, { host, port });
  warnOfOpenness(app.log, host, config);
  const ending = { delay: LAST_REQUESTS + STOP_TIMEOUT + SPARE, logger: false as const, skip: [...RENEWING] };
  const grace = closeWithGrace(ending, async ({ signal, err }) => {
    if (err) app.log.fatal(err, "stopping after an error that nobody caught");
    else app.log.info({ signal }, "stopping");
    if (!err) await awaitLastRequests(app);
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

function withPort(config: ServiceConfig, port: number | undefined): ServiceConfig {
  return port === undefined ? config : { ...config, port };
}

const LOCAL = new Set(["127.0.0.1", "::1", "localhost"]);

function warnOfOpenness(log: FastifyBaseLogger, host: string, { access, tls }: ServiceConfig): void {
  if (LOCAL.has(host)) return;
  if (access.keys === undefined && access.issuer === undefined) {
    log.warn("whoever reaches this service may use it: neither access.keys nor access.issuer is configured");
  } else if (tls.certificate === undefined) {
    log.warn("keys and tokens come unencrypted unless a proxy encrypts: no tls.certificate is configured");
  }
}
