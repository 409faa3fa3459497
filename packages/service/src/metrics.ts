import { performance } from "node:perf_hooks";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import { CgroupMetrics } from "./cgroup/metrics.ts";
import { DurationHistogram, type Durations } from "./histogram.ts";
import { LAYERS, type LayerName, type Layers } from "./layers/layers.ts";
import type { ServedModel } from "./models/served-model.ts";
import type { AdmissionQueue, TurnedAway } from "./queue/admission-queue.ts";

/** OpenTelemetry's advice for `http.server.request.duration`, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** A prediction takes some twenty microseconds; what a system may take, 0.15 s, is one of them, too. */
const LAYER_BUCKETS = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5,
  10,
];

/** A service's figures for Prometheus, in a registry of its own. */
export class Metrics {
  readonly registry = new Registry();
  readonly #duration: DurationHistogram;
  readonly #layers: Readonly<Record<LayerName, Durations>>;
  readonly #cgroup: CgroupMetrics;
  readonly #active: Counter;
  readonly #turnedAway: Counter<"reason">;
  readonly #durations = new Map<string, Durations>();
  #classifications = 0;

  constructor(models: readonly ServedModel[]) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#duration = new DurationHistogram(
      {
        name: "http_server_request_duration_seconds",
        help: "From a request's head to the end of its answer.",
        buckets: BUCKETS,
      },
      this.registry,
    );
    const layers = new DurationHistogram(
      {
        name: "eslabon_layer_duration_seconds",
        help: "What the time of requests that the model was asked in went into.",
        buckets: LAYER_BUCKETS,
      },
      this.registry,
    );
    this.#layers = Object.fromEntries(LAYERS.map((layer) => [layer, layers.with({ layer })])) as Record<
      LayerName,
      Durations
    >;
    this.#cgroup = new CgroupMetrics(this.registry);
    this.#active = new Counter({
      name: "eslabon_event_loop_active_seconds_total",
      help: "For how long the event loop was not waiting for something to do.",
      registers,
    });
    const classifications = (): number => this.#classifications;
    const counter = new Counter({
      name: "eslabon_classifications_total",
      help: "Texts that were classified.",
      registers: [],
      collect() {
        this.reset();
        this.inc(classifications());
      },
    });
    this.registry.registerMetric(counter);
    this.#turnedAway = new Counter({
      name: "eslabon_turned_away_total",
      help: "Requests that were not answered because too many waited.",
      labelNames: ["reason"],
      registers,
    });
    const info = new Gauge({
      name: "eslabon_info",
      help: "The versions behind the answers of each model.",
      labelNames: ["name", ...Object.keys(models[0]!.inUse.versions)],
      registers: [],
      collect() {
        // A model may have been replaced by a later version.
        this.reset();
        for (const { name, inUse } of models) this.set({ name, ...inUse.versions }, 1);
      },
    });
    this.registry.registerMetric(info);
  }

  watchQueue(queue: AdmissionQueue): void {
    const waiting = new Gauge({
      name: "eslabon_queue_waiting",
      help: "Requests that wait for their turn.",
      registers: [],
      collect() {
        this.set(queue.length);
      },
    });
    this.registry.registerMetric(waiting);
  }

  countTurnedAway(reason: TurnedAway | "batches"): void {
    this.#turnedAway.inc({ reason });
  }

  countClassification(): void {
    this.#classifications += 1;
  }

  /** Of a request that asked the model; what did not would hide what is slow among what is not. */
  observeLayers(layers: Layers): void {
    if (layers.model === 0) return;
    for (const layer of LAYERS) this.#layers[layer].observe(layers[layer] / 1000);
  }

  /** All of them in Prometheus' text format. */
  async text(): Promise<string> {
    await this.#cgroup.read();
    this.#active.reset();
    this.#active.inc(performance.eventLoopUtilization().active / 1000);
    return this.registry.metrics();
  }

  observeRequest(method: string, route: string, status: number, milliseconds: number): void {
    const key = `${method} ${status} ${route}`;
    let duration = this.#durations.get(key);
    if (!duration) {
      duration = this.#duration.with({ method, route, status: String(status) });
      this.#durations.set(key, duration);
    }
    duration.observe(milliseconds / 1000);
  }
}
