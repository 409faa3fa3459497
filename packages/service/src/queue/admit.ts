import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { scopeOf } from "../access/routes.ts";
import type { ServiceConfig } from "../config/schema.ts";
import { serviceErrors } from "../errors.ts";
import { errorResponses } from "../openapi.ts";
import { layersOf } from "../layers/measure-layers.ts";
import type { Metrics } from "../metrics.ts";
import { AdmissionQueue } from "./admission-queue.ts";

/** When those who were turned away may come again, in seconds. */
export const RETRY_AFTER = "1";

const MILLISECONDS = 1000;

/** Lets each route that is added from here on wait for its turn, those of health and figures apart. */
export function admitInTurn(
  app: FastifyInstance,
  { waiting, seconds, target }: ServiceConfig["queue"],
  metrics: Metrics,
): AdmissionQueue {
  const queue = new AdmissionQueue({
    waiting,
    longest: seconds * MILLISECONDS,
    target: target * MILLISECONDS,
  });
  metrics.watchQueue(queue);
  const admit = (request: FastifyRequest, reply: FastifyReply, next: (error?: Error) => void): void => {
    queue.enter((turnedAway) => {
      layersOf(request).endQueue();
      if (turnedAway === undefined) {
        next();
        return;
      }
      metrics.countTurnedAway(turnedAway);
      void reply.header("retry-after", RETRY_AFTER);
      next(serviceErrors.SERVICE_OVERLOADED());
    });
  };
  app.addHook("onRoute", (route) => {
    const before = [route.onRequest ?? []].flat();
    // The route of HEAD comes from that of GET, which has it already.
    if (scopeOf(route.url) !== "classify" || before.includes(admit)) return;
    route.onRequest = [admit, ...before];
    const { schema } = route;
    if (schema?.response === undefined) return;
    route.schema = {
      ...schema,
      response: { ...errorResponses(route.url, "SERVICE_OVERLOADED"), ...schema.response },
    };
  });
  return queue;
}
