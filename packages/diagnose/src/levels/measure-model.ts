import type { Input, Model } from "@eslabon/model";
import { breakDown } from "../breakdown.ts";
import { Samples } from "../samples.ts";
import type { Level } from "./level.ts";

const WARM_UP = 2000;

/** Asks a model in this process for so long, one text after the other. */
export function measureModel(model: Model, inputs: readonly Input[], seconds: number): Omit<Level, "where"> {
  for (let turn = 0; turn < WARM_UP; turn += 1) model.predict(inputs[turn % inputs.length]!);
  const samples = new Samples();
  const start = performance.now();
  const end = start + seconds * 1000;
  let before = start;
  let turn = 0;
  while (before < end) {
    model.predict(inputs[turn++ % inputs.length]!);
    const now = performance.now();
    const total = now - before;
    samples.add({ total, queue: 0, parse: 0, model: total, service: 0, network: 0 });
    // What it took to note it is nobody's.
    before = performance.now();
  }
  const { p50, p95, p99 } = breakDown(samples);
  return { name: "model", requestsPerSecond: (samples.count * 1000) / (before - start), p50, p95, p99 };
}
