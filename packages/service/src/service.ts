import swagger from "@fastify/swagger";
import type { Model } from "@eslabon/model";
import type { FastifyInstance } from "fastify";
import { ignoreBodies } from "./bodies.ts";
import type { ServiceDefinition } from "./definition.ts";
import { addExtension } from "./extension.ts";
import { TimedModel } from "./layers/timed-model.ts";
import { bodyBytes } from "./limits.ts";
import { createLogger, type LoggerOption } from "./log.ts";
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
}: ServiceOptions): Promise<FastifyInstance> {
  const parameters = v1Parameters(definition.v1, model.manifest);
  const versions = versionsOf(version, model.manifest);
  const metrics = new Metrics(versions);
  const app = createServer({
    headers: { ...versionHeaders(versions), "x-content-type-options": "nosniff" },
    bodyLimit: bodyBytes(model.manifest),
    logger: createLogger(logger, versions),
    metrics,
  });
  app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
  ignoreBodies(app);
  app.addSchema(Problem);
  await app.register(swagger, openapiOptions(model, versions));
  await addRoutes(app, { model: new TimedModel(model), versions, metrics, parameters }, definition);
  await app.ready();
  return app;
}

async function addRoutes(
  app: FastifyInstance,
  serving: Serving,
  { extend }: ServiceDefinition,
): Promise<void> {
  const refuseOtherMethods = watchMethods(app);
  await app.register(classifyV1, serving);
  await app.register(classifyV2, serving);
  await app.register(models, serving);
  await app.register(health, serving);
  await app.register(metricsRoute, serving);
  if (extend) await addExtension(app, extend, serving.model);
  await app.register(docs);
  await app.register(page);
  refuseOtherMethods();
}
