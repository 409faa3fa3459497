import swagger from "@fastify/swagger";
import type { Model } from "@eslabon/model";
import type { FastifyInstance } from "fastify";
import { securityHeaders } from "./access/security-headers.ts";
import { readTls } from "./access/tls.ts";
import { batch } from "./batch/route.ts";
import { Turns } from "./batch/turns.ts";
import { ignoreBodies } from "./bodies.ts";
import { defaultServiceConfig } from "./config/load.ts";
import type { ServiceConfig } from "./config/schema.ts";
import type { ServiceDefinition } from "./definition.ts";
import { Equipment } from "./equipment.ts";
import { addExtension } from "./extension.ts";
import { bodyBytes } from "./limits.ts";
import { type LoggerOption, openLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { renewModels } from "./models/renew.ts";
import { serveModels } from "./models/serve-models.ts";
import { InferenceError } from "./open-inference/error.ts";
import { openInference } from "./open-inference/route.ts";
import { openapiOptions } from "./openapi.ts";
import { v1Parameters } from "./parameters.ts";
import { Problem } from "./problem.ts";
import { admitInTurn } from "./queue/admit.ts";
import { classifyV1 } from "./routes/classify-v1.ts";
import { classifyV2 } from "./routes/classify-v2.ts";
import { docs } from "./routes/docs.ts";
import { health } from "./routes/health.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { models } from "./routes/models.ts";
import { watchMethods } from "./routes/other-methods.ts";
import { page } from "./routes/page.ts";
import { createServer } from "./server.ts";
import type { Serving } from "./serving.ts";
import { traceRequests } from "./telemetry/trace-requests.ts";
import { openTracing } from "./telemetry/tracing.ts";
import { versionsOf } from "./versions.ts";

export interface ServiceOptions {
  readonly model: Model;
  /** Others that it answers with, too. */
  readonly further?: readonly Model[];
  /** Where the models' packages are, in their order, to be read again when they change or on SIGHUP; they are not unless given. */
  readonly folders?: readonly string[];
  /** The service's own version. */
  readonly version: string;
  /** What `defineService` gave; an empty one unless given. */
  readonly definition?: ServiceDefinition;
  /** Where the log goes: `true` is standard output. Nowhere unless given. */
  readonly logger?: LoggerOption;
  /** What `loadServiceConfig` gave; the defaults unless given. */
  readonly config?: ServiceConfig;
}

/**
 * A model's REST service that listens to nobody yet: ask it with `inject`, or let it `listen`.
 *
 * @throws EslabonError `SERVICE_DEFINITION_INVALID` when `v1` does not fit the model, `SERVICE_EXTENSION_FAILED`; `SERVICE_MODEL_TWICE`.
 */
export async function createService({
  model: own,
  further = [],
  folders = [],
  version,
  definition = {},
  logger = false,
  config = defaultServiceConfig(),
}: ServiceOptions): Promise<FastifyInstance> {
  const parameters = v1Parameters(definition.v1, own.manifest);
  const models = serveModels([own, ...further], (manifest) => versionsOf(version, manifest, config.versions));
  const all = [...models.values()];
  const model = models.get(own.manifest.name)!;
  const metrics = new Metrics(all);
  const log = openLog(logger, { model, settings: config.log });
  const tls = await readTls(config.tls);
  const equipment = await Equipment.open(config, { registry: metrics.registry, logger: log.logger });
  const app = createServer({
    headers: securityHeaders({ tls: tls !== undefined }),
    model,
    bodyLimit: Math.max(...all.map(({ manifest }) => bodyBytes(manifest))),
    logger: log.logger,
    metrics,
    tls,
    proxies: config.proxies,
  });
  app.addHook("onClose", log.close);
  const tracing = await openTracing(config.telemetry, { name: model.name, version }, log.logger);
  if (tracing) traceRequests(app, tracing);
  app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
  ignoreBodies(app);
  app.addSchema(Problem);
  app.addSchema(InferenceError);
  await app.register(swagger, openapiOptions(all, equipment.securitySchemes));
  const queue = admitInTurn(app, config.queue, metrics);
  // Whoever may not ask does not wait for that.
  await equipment.guard(app);
  const { answers } = equipment;
  const turns = new Turns(() => queue.length > 0);
  const serving = { model, models, metrics, queue, turns, batch: config.batch, answers, parameters };
  await addRoutes(app, serving, { definition, equipment });
  await renewModels(
    app,
    folders.map((folder, index) => ({ folder, served: all[index]! })),
  );
  await app.ready();
  return app;
}

async function addRoutes(
  app: FastifyInstance,
  serving: Serving,
  { definition: { extend }, equipment }: { definition: ServiceDefinition; equipment: Equipment },
): Promise<void> {
  const refuseOtherMethods = watchMethods(app);
  await app.register(classifyV1, serving);
  await app.register(classifyV2, serving);
  await app.register(batch, serving);
  await app.register(openInference, serving);
  await equipment.addRoutes(app, serving);
  await app.register(models, serving);
  await app.register(health, serving);
  await app.register(metricsRoute, serving);
  if (extend) await addExtension(app, extend, serving.model);
  await app.register(docs);
  await app.register(page);
  refuseOtherMethods();
}
