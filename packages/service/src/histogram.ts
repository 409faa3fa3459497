import type { Metric, Registry } from "prom-client";

type Labels = Readonly<Record<string, string>>;

interface AboutHistogram {
  readonly name: string;
  readonly help: string;
  /** Upper bounds, in seconds. */
  readonly buckets: readonly number[];
}

/**
 * A histogram of durations. prom-client's own looks its labels up at every observation, which takes longer than all else that is counted of
 * a request; this one makes its table when it is asked for.
 */
export class DurationHistogram {
  readonly name: string;
  readonly help: string;
  readonly type = "histogram";
  readonly #bounds: Float64Array;
  readonly #all: { readonly labels: Labels; readonly durations: Durations }[] = [];

  constructor({ name, help, buckets }: AboutHistogram, registry: Registry) {
    this.name = name;
    this.help = help;
    this.#bounds = Float64Array.from(buckets);
    // All that a registry wants of a metric is its name and `get`, whatever its type says.
    registry.registerMetric(this as unknown as Metric);
  }

  /** What has these labels, which nothing else has yet. */
  with(labels: Labels): Durations {
    const durations = new Durations(this.#bounds);
    this.#all.push({ labels, durations });
    return durations;
  }

  /** As prom-client has its metrics. */
  get(): object {
    const values = this.#all.flatMap(({ labels, durations }) => this.#valuesOf(labels, durations));
    return { name: this.name, help: this.help, type: this.type, values, aggregator: "sum" };
  }

  #valuesOf(labels: Labels, { counts, seconds }: Durations): object[] {
    let count = 0;
    const buckets = [...this.#bounds, "+Inf"].map((le, bucket) => {
      count += counts[bucket]!;
      return { metricName: `${this.name}_bucket`, labels: { le, ...labels }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: seconds },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}

/** Observations of one kind. */
export class Durations {
  readonly #bounds: Float64Array;
  /** How many fell into each bucket and not into one before; the last has no bound. */
  readonly counts: Float64Array;
  seconds = 0;

  constructor(bounds: Float64Array) {
    this.#bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && seconds > this.#bounds[bucket]!) bucket += 1;
    this.counts[bucket]! += 1;
    this.seconds += seconds;
  }
}
