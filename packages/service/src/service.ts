import swagger from "@fastify/swagger";
import type { Model } from "@eslabon/model";
import type { FastifyInstance } from "fastify";
import { securityHeaders } from "./access/security-headers.ts";
import { readTls } from "./access/tls.ts";
import { ignoreBodies } from "./bodies.ts";
import { defaultServiceConfig } from "./config/load.ts";
import type { ServiceConfig } from "./config/schema.ts";
import type { ServiceDefinition } from "./definition.ts";
import { Equipment } from "./equipment.ts";
import { addExtension } from "./extension.ts";
import { TimedModel } from "./layers/timed-model.ts";
import { bodyBytes } from "./limits.ts";
import { type LoggerOption, openLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { openapiOptions } from "./openapi.ts";
import { v1Parameters } from "./parameters.ts";
import { Problem } from "./problem.ts";
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
import { versionHeaders, versionsOf } from "./versions.ts";

export interface ServiceOptions {
  readonly model: Model;
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
 * @throws EslabonError `SERVICE_DEFINITION_INVALID` when `v1` does not fit the model, `SERVICE_EXTENSION_FAILED`.
 */
export async function createService({
  model,
  version,
  definition = {},
  logger = false,
  config = defaultServiceConfig(),
}: ServiceOptions): Promise<FastifyInstance> {
  const parameters = v1Parameters(definition.v1, model.manifest);
  const versions = versionsOf(version, model.manifest, config.versions);
  const metrics = new Metrics(versions);
  const { manifest } = model;
  const log = openLog(logger, { name: manifest.name, versions, settings: config.log });
  const tls = await readTls(config.tls);
  const about = { manifest, versions, registry: metrics.registry, logger: log.logger };
  const equipment = await Equipment.open(config, about);
  const app = createServer({
    headers: { ...versionHeaders(versions), ...securityHeaders({ tls: tls !== undefined }) },
    bodyLimit: bodyBytes(manifest),
    logger: log.logger,
    metrics,
    tls,
    proxies: config.proxies,
  });
  app.addHook("onClose", log.close);
  app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
  ignoreBodies(app);
  app.addSchema(Problem);
  await app.register(swagger, openapiOptions(model, versions, equipment.securitySchemes));
  await equipment.guard(app);
  const { answers } = equipment;
  const serving = { model: new TimedModel(model), versions, metrics, answers, parameters };
  await addRoutes(app, serving, { definition, equipment });
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
  await equipment.addRoutes(app, serving);
  await app.register(models, serving);
  await app.register(health, serving);
  await app.register(metricsRoute, serving);
  if (extend) await addExtension(app, extend, serving.model);
  await app.register(docs);
  await app.register(page);
  refuseOtherMethods();
}
