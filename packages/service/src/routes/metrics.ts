import type { FastifyPluginCallback } from "fastify";
import { problemResponses, textResponse } from "../openapi.ts";
import type { Serving } from "../serving.ts";

/** `/metrics`, for Prometheus. */
export const metricsRoute: FastifyPluginCallback<Serving> = (app, { metrics }, done) => {
  const { registry } = metrics;
  app.get(
    "/metrics",
    {
      schema: {
        tags: ["operate"],
        summary: "Figures for Prometheus",
        operationId: "metrics",
        response: {
          200: textResponse("In Prometheus' text format.", registry.contentType),
          ...problemResponses("SERVICE_FAILED"),
        },
      },
    },
    async (_request, reply) => reply.type(registry.contentType).send(await metrics.text()),
  );
  done();
};
