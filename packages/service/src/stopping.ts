import type { FastifyInstance } from "fastify";
import { STOP_TIMEOUT } from "./limits.ts";

/** A function that says whether the application has begun to stop. */
export function watchStopping(app: FastifyInstance): () => boolean {
  let stopping = false;
  app.addHook("preClose", (next) => {
    stopping = true;
    next();
  });
  return () => stopping;
}

/** Lets a stopping application end its connections: each with its next answer, and all of them when their time is up. */
export function endConnections(app: FastifyInstance): void {
  const isStopping = watchStopping(app);
  app.addHook("onSend", (_request, reply, _payload, next) => {
    if (isStopping()) void reply.header("connection", "close");
    next();
  });
  app.addHook("preClose", (next) => {
    setTimeout(() => app.server.closeAllConnections(), STOP_TIMEOUT).unref();
    next();
  });
}
