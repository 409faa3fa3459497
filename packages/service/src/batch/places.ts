import type { onRequestHookHandler } from "fastify";
import { serviceErrors } from "../errors.ts";
import type { Metrics } from "../metrics.ts";
import { RETRY_AFTER } from "../queue/admit.ts";

/** Lets so many batches be there at a time, from their head to the end of their answer, since each is in memory as a whole. */
export function takePlace(most: number, metrics: Metrics): onRequestHookHandler {
  let taken = 0;
  return (_request, reply, next) => {
    if (taken >= most) {
      metrics.countTurnedAway("batches");
      void reply.header("retry-after", RETRY_AFTER);
      next(serviceErrors.SERVICE_OVERLOADED());
      return;
    }
    taken += 1;
    reply.raw.once("close", () => {
      taken -= 1;
    });
    next();
  };
}
