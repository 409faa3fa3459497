import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Versions } from "./versions.ts";

/** OpenTelemetry's advice for `http.server.request.duration`, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** A service's figures for Prometheus, in a registry of its own. */
export class Metrics {
  readonly registry = new Registry();
  readonly #duration: Histogram<"method" | "route" | "status">;
  readonly #classifications: Counter;
  /** Looking a histogram up by its labels costs more than the observation. */
  readonly #durations = new Map<string, Histogram.Internal<"method" | "route" | "status">>();

  constructor({ service, model, data }: Versions) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#duration = new Histogram({
      name: "http_server_request_duration_seconds",
      help: "From a request's head to the end of its answer.",
      labelNames: ["method", "route", "status"],
      buckets: BUCKETS,
      registers,
    });
    this.#classifications = new Counter({
      name: "eslabon_classifications_total",
      help: "Texts that were classified.",
      registers,
    });
    new Gauge({
      name: "eslabon_info",
      help: "The versions behind the answers.",
      labelNames: ["service", "model", "data"],
      registers,
    }).set({ service, model, data }, 1);
  }

  countClassification(): void {
    this.#classifications.inc();
  }

  observeRequest(method: string, route: string, status: number, milliseconds: number): void {
    const key = `${method} ${status} ${route}`;
    let duration = this.#durations.get(key);
    if (!duration) {
      duration = this.#duration.labels({ method, route, status });
      this.#durations.set(key, duration);
    }
    duration.observe(milliseconds / 1000);
  }
}
