import type { Example } from "./example.ts";
import { inputOf } from "./input/input-of.ts";
import type { Model } from "./model.ts";

/** How long one answer takes, in microseconds. */
export interface Latency {
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

/** Enough for the compiler to have done its work, and for a 99th percentile. */
const WARM_UP = 2000;
const MEASURED = 5000;

/** Asks the model about the texts again and again, one at a time. */
export function measureLatency(model: Model, examples: readonly Example[]): Latency {
  const inputs = examples.map((example) => inputOf(model.manifest, example));
  for (let turn = 0; turn < WARM_UP; turn += 1) model.predict(inputs[turn % inputs.length]!);
  const times = new Float64Array(MEASURED);
  for (let turn = 0; turn < MEASURED; turn += 1) {
    const start = performance.now();
    model.predict(inputs[turn % inputs.length]!);
    times[turn] = (performance.now() - start) * 1000;
  }
  times.sort();
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / MEASURED,
    p50: times[MEASURED * 0.5]!,
    p99: times[MEASURED * 0.99]!,
  };
}
