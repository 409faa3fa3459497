import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { LAST_REQUESTS, STOP_TIMEOUT } from "./limits.ts";

/** The servers of applications that have begun to stop. */
const stopping = new WeakSet<FastifyInstance["server"]>();

/** A function that says whether the application has begun to stop. */
export function watchStopping(app: FastifyInstance): () => boolean {
  app.addHook("preClose", (next) => {
    stopping.add(app.server);
    next();
  });
  return () => stopping.has(app.server);
}

/**
 * Lets an application begin to stop: it says that it is not ready, and ends each connection with its next answer. A connection that is idle may have a
 * request on its way, which would be lost if it were closed at once; so closing waits a moment for those that there are.
 */
export async function awaitLastRequests({ server }: FastifyInstance): Promise<void> {
  stopping.add(server);
  const connections = promisify(server.getConnections.bind(server));
  const end = Date.now() + LAST_REQUESTS;
  while (Date.now() < end && (await connections()) > 0) await sleep(PAUSE);
}

const PAUSE = 20;

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
