import { context, diag, DiagLogLevel, propagation, trace, type Tracer } from "@opentelemetry/api";
import type { FastifyBaseLogger } from "fastify";
import { within } from "../within.ts";
import type { ServiceConfig } from "../config/schema.ts";

/** What OpenTelemetry's spans are made and sent with; a service without traces does without. */
export const TRACING_PACKAGES = [
  "@opentelemetry/context-async-hooks",
  "@opentelemetry/core",
  "@opentelemetry/exporter-trace-otlp-http",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace",
] as const;

/** How long stopping waits for what is still to be sent, in milliseconds. */
const CLOSE_TIMEOUT = 2000;

/** Makes spans, and sends them behind the answers' backs; what the collector cannot take is dropped. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left, for a while. */
  close(): Promise<void>;
}

/** What all spans of a service have in common, by OpenTelemetry's conventions. */
export interface TracedService {
  readonly name: string;
  readonly version: string;
}

/**
 * Traces by OpenTelemetry's OTLP over HTTP; `undefined` where no endpoint is configured. What else `OTEL_EXPORTER_OTLP_*` says, such as headers,
 * holds too. While it is open, code of users that asks OpenTelemetry's API gets this, too.
 */
export async function openTracing(
  { endpoint, sample }: ServiceConfig["telemetry"],
  { name, version }: TracedService,
  log: Pick<FastifyBaseLogger, "warn">,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const [{ AsyncLocalStorageContextManager }, { CompositePropagator, ...core }, { OTLPTraceExporter }] =
    await Promise.all([
      import("@opentelemetry/context-async-hooks"),
      import("@opentelemetry/core"),
      import("@opentelemetry/exporter-trace-otlp-http"),
    ]);
  const [{ resourceFromAttributes }, sdk] = await Promise.all([
    import("@opentelemetry/resources"),
    import("@opentelemetry/sdk-trace"),
  ]);
  const warn = (message: string): void => log.warn(`traces: ${message}`);
  const silent = (): void => undefined;
  diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/u, "")}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ "service.name": name, "service.version": version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(sample) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const contexts = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contexts);
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [new core.W3CTraceContextPropagator(), new core.W3CBaggagePropagator()],
    }),
  );
  trace.setGlobalTracerProvider(provider);
  return {
    tracer: provider.getTracer("@eslabon/service"),
    close: async () => {
      await within(CLOSE_TIMEOUT, provider.shutdown().catch(warn));
      trace.disable();
      propagation.disable();
      context.disable();
      diag.disable();
    },
  };
}
