import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Metrics } from "../metrics.ts";
import { askFor } from "./asking.ts";
import { EventLoopWatch } from "./event-loop-watch.ts";
import { Layers } from "./layers.ts";

const OF_REQUEST = Symbol("layers");

interface Measured {
  [OF_REQUEST]: Layers;
}

export const SERVER_TIMING = "server-timing";

/** Measures the layers of each request, and tells them: in a header of its answer, errors too, and to the metrics. */
export function measureLayers(app: FastifyInstance, metrics: Metrics): void {
  const watch = new EventLoopWatch();
  app.addHook("onListen", (done) => {
    watch.start();
    done();
  });
  app.addHook("onClose", (_app, done) => {
    watch.stop();
    done();
  });
  app.decorateRequest(OF_REQUEST, null);

  app.addHook("onRequest", (request, _reply, next) => {
    const now = performance.now();
    measured(request)[OF_REQUEST] = new Layers(watch.waited(now), now);
    next();
  });
  app.addHook("preHandler", (request, _reply, next) => {
    const layers = layersOf(request);
    layers.endParse();
    askFor(layers);
    next();
  });
  app.addHook("onSend", (request, reply, _payload, next) => {
    const layers = layersOf(request);
    layers.end();
    void reply.header(SERVER_TIMING, layers.toString());
    metrics.observeLayers(layers);
    next();
  });
}

/** Those of a request that the hooks have seen. */
export function layersOf(request: FastifyRequest): Layers {
  return measured(request)[OF_REQUEST];
}

/** The header of an answer to what was refused before any hook. */
export function refusedAtOnce(): string {
  return new Layers(0, performance.now()).toString();
}

function measured(request: FastifyRequest): Measured {
  return request as FastifyRequest & Measured;
}
