import { type FastifyReply, type FastifyRequest, LogController } from "fastify";
import { destination, type DestinationStream, type Logger, pino, stdSerializers } from "pino";
import { defaultServiceConfig } from "./config/load.ts";
import type { ServiceConfig } from "./config/schema.ts";
import { traceOf } from "./telemetry/trace-requests.ts";
import { RotatedFile } from "./logs/rotated-file.ts";
import type { ModelInUse } from "./models/model-in-use.ts";
import type { ServedModel } from "./models/served-model.ts";

/** `true` logs to standard output, `false` not at all, a stream gets one JSON line after the other. */
export type LoggerOption = boolean | DestinationStream;

/** Lines are written a few at a time, which under load costs a fraction of one at a time; none waits longer than this, in milliseconds. */
const FLUSH_INTERVAL = 500;
const BUFFERED_BYTES = 12_288;

/** Of the Elastic Common Schema whose names the lines use. */
const ECS_VERSION = "8.11.0";

export interface AboutLog {
  /** What answers unless a request asks for another model. */
  readonly model: ServedModel;
  readonly settings?: ServiceConfig["log"];
}

export interface Log {
  readonly logger: Logger;
  /** Resolves when everything is written. */
  readonly close: () => Promise<void>;
}

/** A log of JSON lines in the names of the Elastic Common Schema, dots and all, so that nothing has to be nested for them. */
export function openLog(option: LoggerOption, { model, settings }: AboutLog): Log {
  const { level, file: path, size, count } = settings ?? defaultServiceConfig().log;
  const output = typeof option === "boolean" ? standardOutput(option) : option;
  const enabled = option !== false || path !== undefined;
  const options = {
    enabled,
    level,
    base: {
      "ecs.version": ECS_VERSION,
      "service.name": model.name,
      "service.version": model.inUse.versions.service,
    },
    mixin: () => ({ versions: model.inUse.versions }),
    messageKey: "message",
    timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ "log.level": label }), log: withoutError },
  };
  if (path === undefined) return { logger: pino(options, output), close: () => Promise.resolve() };
  const onError = (error: unknown): void => logger.error({ err: error }, "the log's file cannot be written");
  const file = new RotatedFile({ path, size, count, onError });
  const logger = pino(options, {
    write(line) {
      output.write(line);
      file.write(line);
    },
  });
  return { logger, close: () => file.close() };
}

function standardOutput(enabled: boolean): DestinationStream {
  if (!enabled) return { write: () => undefined };
  return destination({ sync: false, minLength: BUFFERED_BYTES, periodicFlush: FLUSH_INTERVAL });
}

function withoutError(line: Record<string, unknown>): Record<string, unknown> {
  if (!(line.err instanceof Error)) return line;
  const { err, ...rest } = line;
  const { type, message, stack } = stdSerializers.err(err);
  return { ...rest, "error.type": type, "error.message": message, "error.stack_trace": stack };
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** A route's pattern for people, where its own has more than names. */
    pattern?: string;
  }
}

const NANOSECONDS = 1e6;

/**
 * One line a request. It has the route's pattern and never the address or the body, because these hold people's texts;
 * everything else that the framework would say of a request is left out for the same reason.
 */
export class RequestLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true });
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    // A line that nobody wants costs nothing.
    if (request.log.level === "silent") return;
    const span = traceOf(request);
    const line = {
      "http.request.id": request.id,
      "http.request.method": request.method,
      "http.route": routeOf(request),
      "http.response.status_code": reply.statusCode,
      "event.duration": Math.round(reply.elapsedTime * NANOSECONDS),
      "user.id": request.caller?.id,
      ...(span && { "trace.id": span.traceId, "span.id": span.spanId }),
      // There is none where the request was refused before it was looked at.
      ...((request.model as ModelInUse | null) && { versions: request.model.versions }),
    };
    if (error) request.log.error({ ...line, err: error }, "request failed");
    else request.log.info(line, "request");
  }
}

/** The pattern of the route that was asked; all unknown addresses are one. */
export function routeOf({ is404, routeOptions }: FastifyRequest): string {
  if (is404) return "unknown";
  return routeOptions.config.pattern ?? routeOptions.url ?? "unknown";
}
