import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LAYERS } from "../layers/layers.ts";
import { layersOf } from "../layers/measure-layers.ts";
import { routeOf } from "../log.ts";
import type { Tracing } from "./tracing.ts";

const OF_REQUEST = Symbol("trace");

interface Traced {
  [OF_REQUEST]?: Context;
}

const SERVER_ERROR = 500;
const MILLISECONDS = 1000;

/** Makes each request a span, of the trace that its caller says it belongs to (W3C Trace Context), with its layers in seconds. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  app.addHook("onRequest", (request, _reply, next) => {
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    const { method } = request;
    const route = routeOf(request);
    const attributes = { "http.request.method": method, "http.route": route, "url.scheme": request.protocol };
    const span = tracing.tracer.startSpan(
      `${method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      caller,
    );
    traced(request)[OF_REQUEST] = trace.setSpan(caller, span);
    next();
  });
  // Here and not before: a request that waited for its turn goes on where another one ends.
  app.addHook("preHandler", (request, _reply, next) => {
    context.with(traced(request)[OF_REQUEST] ?? ROOT_CONTEXT, next);
  });
  app.addHook("onResponse", (request, reply, next) => {
    endSpan(request, reply);
    next();
  });
  app.addHook("onRequestAbort", (request, next) => {
    spanOf(request)?.end();
    next();
  });
  app.addHook("onClose", () => tracing.close());
}

/** By which a request's span is found; there is none where nothing is traced. */
export function traceOf(request: FastifyRequest): SpanContext | undefined {
  return spanOf(request)?.spanContext();
}

function endSpan(request: FastifyRequest, { statusCode }: FastifyReply): void {
  const span = spanOf(request);
  if (!span) return;
  const layers = layersOf(request);
  span.setAttribute("http.response.status_code", statusCode);
  span.setAttribute("http.request.id", request.id);
  for (const layer of LAYERS) span.setAttribute(`eslabon.layer.${layer}`, layers[layer] / MILLISECONDS);
  for (const [link, version] of Object.entries(request.model.versions)) {
    span.setAttribute(`eslabon.version.${link}`, version);
  }
  if (statusCode >= SERVER_ERROR) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function spanOf(request: FastifyRequest): Span | undefined {
  const own = traced(request)[OF_REQUEST];
  return own && trace.getSpan(own);
}

function traced(request: FastifyRequest): Traced {
  return request as FastifyRequest & Traced;
}
