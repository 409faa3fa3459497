import type { FastifyInstance, FastifyReply } from "fastify";
import { Type } from "typebox";
import { type HealthCheck, healthChecks, passAll } from "../health-checks.ts";
import { errorResponses } from "../openapi.ts";
import type { Serving } from "../serving.ts";
import { findVersion, MODEL_ADDRESSES, TAGS, UNKNOWN_MODEL, versionParams } from "./addresses.ts";
import { sendJson } from "./send-json.ts";

const Live = Type.Object({ live: Type.Boolean() });
const Ready = Type.Object({ ready: Type.Boolean() });
const ModelReady = Type.Object({ name: Type.String(), ready: Type.Boolean() });

/** Whether the service is alive, and whether it and each of its models are ready: by the same checks as `/livez` and `/readyz`. */
export function addHealth(app: FastifyInstance, serving: Serving): void {
  const { model: own, models } = serving;
  const { live, ready } = healthChecks(app, serving);
  app.get(
    "/v2/health/live",
    {
      schema: { tags: TAGS, summary: "Is it alive?", operationId: "inferenceLive", response: yesOrNo(Live) },
    },
    (_request, reply) => answer(reply, live, (passed) => ({ live: passed })),
  );
  app.get(
    "/v2/health/ready",
    {
      schema: {
        tags: TAGS,
        summary: "Is it ready?",
        operationId: "inferenceReady",
        response: yesOrNo(Ready),
      },
    },
    (_request, reply) => answer(reply, ready(models.values()), (passed) => ({ ready: passed })),
  );
  for (const { address, suffix } of MODEL_ADDRESSES) {
    app.get(
      `${address}/ready`,
      {
        schema: {
          tags: TAGS,
          summary: "Is a model ready?",
          operationId: `inferenceModelReady${suffix}`,
          params: versionParams(address, own),
          response: { ...errorResponses(address, ...UNKNOWN_MODEL), ...yesOrNo(ModelReady) },
        },
        onRequest: findVersion(models),
      },
      ({ model: { manifest } }, reply) => {
        const { name } = manifest;
        return answer(reply, ready([models.get(name)!]), (passed) => ({ name, ready: passed }));
      },
    );
  }
}

function yesOrNo(schema: object): Record<number, object> {
  const content = { "application/json": { schema } };
  return { 200: { description: "Yes.", content }, 503: { description: "No.", content } };
}

function answer(
  reply: FastifyReply,
  checks: readonly HealthCheck[],
  body: (passed: boolean) => object,
): FastifyReply {
  const passed = passAll(checks);
  return sendJson(reply.code(passed ? 200 : 503).header("cache-control", "no-store"), body(passed));
}
