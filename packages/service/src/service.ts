import swagger from "@fastify/swagger";
import type { Model } from "@eslabon/model";
import type { FastifyInstance } from "fastify";
import { ignoreBodies } from "./bodies.ts";
import { TimedModel } from "./layers/timed-model.ts";
import { bodyBytes } from "./limits.ts";
import { createLogger, type LoggerOption } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { openapiOptions } from "./openapi.ts";
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
  /** Where the log goes: `true` is standard output. Nowhere unless given. */
  readonly logger?: LoggerOption;
}

/** A model's REST service that listens to nobody yet: ask it with `inject`, or let it `listen`. */
export async function createService({
  model,
  version,
  logger = false,
}: ServiceOptions): Promise<FastifyInstance> {
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
  await addRoutes(app, { model: new TimedModel(model), versions, metrics });
  await app.ready();
  return app;
}

async function addRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
  const refuseOtherMethods = watchMethods(app);
  await app.register(classifyV1, serving);
  await app.register(classifyV2, serving);
  await app.register(models, serving);
  await app.register(health, serving);
  await app.register(metricsRoute, serving);
  await app.register(docs);
  await app.register(page);
  refuseOtherMethods();
}
