import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifySchemaCompiler,
  type FastifySerializerCompiler,
} from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { Tls } from "./access/tls.ts";
import { answerConnectionErrors } from "./connection-errors.ts";
import { measureLayers, refusedAtOnce, SERVER_TIMING } from "./layers/measure-layers.ts";
import {
  HEADER_BYTES,
  KEEP_ALIVE_TIMEOUT,
  REQUEST_TIMEOUT,
  SILENCE_TIMEOUT,
  TIMEOUT_CHECK_INTERVAL,
} from "./limits.ts";
import { RequestLog, routeOf } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { giveModel } from "./models/serve-models.ts";
import type { ServedModel } from "./models/served-model.ts";
import { answerErrors, sendProblem, toProblem } from "./problem.ts";
import { serviceErrors } from "./errors.ts";
import { endConnections } from "./stopping.ts";
import { isWellEncoded } from "./urls.ts";

export interface ServerOptions {
  /** What every answer carries beside the versions behind it. */
  readonly headers: Readonly<Record<string, string>>;
  /** What answers unless a request asks for another model. */
  readonly model: ServedModel;
  /** In bytes. */
  readonly bodyLimit: number;
  readonly logger: FastifyBaseLogger;
  /** How connections are encrypted; not at all unless given. */
  readonly tls?: Tls | undefined;
  /** The proxies whose `X-Forwarded-For` is believed; none unless given. */
  readonly proxies?: string | undefined;
  readonly metrics: Metrics;
}

/** A server without routes: its bounds, its log and figures, its answers to errors. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { headers, model, bodyLimit, logger, metrics, tls, proxies } = options;
  const log = new RequestLog();
  const connections = {
    maxHeaderSize: HEADER_BYTES,
    connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL,
    // Of the two Node takes the longer one for the whole request, whichever it is.
    headersTimeout: REQUEST_TIMEOUT,
    requestTimeout: REQUEST_TIMEOUT,
  };
  const app = Fastify({
    bodyLimit,
    requestTimeout: REQUEST_TIMEOUT,
    connectionTimeout: SILENCE_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    ...(tls ? { https: { ...tls, ...connections } } : { http: connections }),
    ...(proxies !== undefined && { trustProxy: proxies }),
    // In place of the framework's own, which take 0.1 s of CPU to load and to compile.
    schemaController: { compilersFactory },
    // The header limit bounds them already; any longer name is simply not known.
    routerOptions: { maxParamLength: HEADER_BYTES },
    // While stopping, what still arrives on open connections is answered as ever.
    return503OnClosing: false,
    loggerInstance: logger,
    logController: log,
    // A logger for each request would cost more than it tells: the one line of a request has its identifier.
    childLoggerFactory: (parent) => parent,
    genReqId: requestId,
    clientErrorHandler: answerConnectionErrors(() => ({ ...headers, ...model.inUse.headers })),
    // Called for an address whose path cannot be decoded, in place of all hooks.
    frameworkErrors: (_error, request, reply) => {
      reply.raw.once("finish", () => {
        log.requestCompleted(null, request, reply);
        metrics.observeRequest(request.method, routeOf(request), reply.statusCode, reply.elapsedTime);
      });
      void reply
        .headers({ ...headers, ...model.inUse.headers })
        .header(REQUEST_ID_HEADER, request.id)
        .header(SERVER_TIMING, refusedAtOnce());
      void sendProblem(reply, toProblem(serviceErrors.SERVICE_URL_INVALID(), request.id));
    },
  });
  measureLayers(app, metrics);
  answerErrors(app);
  giveModel(app, model);
  app.addHook("onRequest", (request, reply, next) => {
    void reply.headers(headers).header(REQUEST_ID_HEADER, request.id);
    next(isWellEncoded(request.url) ? undefined : serviceErrors.SERVICE_URL_INVALID());
  });
  app.addHook("onResponse", (request, reply, next) => {
    metrics.observeRequest(request.method, routeOf(request), reply.statusCode, reply.elapsedTime);
    next();
  });
  endConnections(app);
  // What else a request expects than to go on is nothing to refuse it for.
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  return app;
}

/**
 * Bodies are left to the model, which says in its own errors what is wrong with them. Parameters are converted (“true” to true)
 * only when they are not valid as they are, which costs less.
 */
const compileValidator: FastifySchemaCompiler<TSchema> = (route) => {
  if (route.httpPart === "body") return () => true;
  const schema = Compile(route.schema);
  const convert = TypeBoxValidatorCompiler(route);
  return (value) => (schema.Check(value) ? { value } : convert(value));
};

/** The service's own answers have no more in them than their schemas say; those of an extension are cut to them. */
const compileSerializer: FastifySerializerCompiler<unknown> = () => JSON.stringify;

// The types speak of the framework's own compilers only.
const compilersFactory: object = {
  buildValidator: () => compileValidator,
  buildSerializer: () => compileSerializer,
};

const REQUEST_ID_HEADER = "x-request-id";
const REQUEST_ID = /^[\w-]{1,128}$/;

/** The one that a proxy gave, so that its log and ours can be joined. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
}
