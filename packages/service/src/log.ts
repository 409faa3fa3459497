import { type FastifyReply, type FastifyRequest, LogController } from "fastify";
import { destination, type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import type { Versions } from "./versions.ts";

/** `true` logs to standard output, `false` not at all, a stream gets one JSON line after the other. */
export type LoggerOption = boolean | DestinationStream;

/** Lines are written a few at a time, which under load costs a fraction of one at a time; none waits longer than this, in milliseconds. */
const FLUSH_INTERVAL = 500;
const BUFFERED_BYTES = 12_288;

export function createLogger(option: LoggerOption, versions: Versions): Logger {
  const options = {
    enabled: option !== false,
    base: { versions },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, typeof option === "boolean" ? standardOutput(option) : option);
}

function standardOutput(enabled: boolean): DestinationStream {
  if (!enabled) return { write: () => undefined };
  return destination({ sync: false, minLength: BUFFERED_BYTES, periodicFlush: FLUSH_INTERVAL });
}

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
    const line = {
      reqId: request.id,
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      duration: Math.round(reply.elapsedTime * 1000) / 1000,
    };
    if (error) request.log.error({ ...line, err: error }, "request failed");
    else request.log.info(line, "request");
  }
}

/** The pattern of the route that was asked; all unknown addresses are one. */
export function routeOf({ is404, routeOptions }: FastifyRequest): string {
  return is404 ? "unknown" : (routeOptions.url ?? "unknown");
}
