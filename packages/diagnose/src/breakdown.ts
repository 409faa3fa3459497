import type { Times } from "./parts.ts";
import type { Samples } from "./samples.ts";

/** What the time of requests went into. */
export interface Breakdown {
  readonly answers: number;
  readonly mean: Times;
  /** Of those requests that took as long as the middle one, as the slowest of 20 does, of 100: their parts add up to their total. */
  readonly p50: Times;
  readonly p95: Times;
  readonly p99: Times;
  /** The time of one prediction: of half of them, and of 95 of 100, it is no longer. */
  readonly unit: { readonly p50: number; readonly p95: number };
}

/** @param samples one at least */
export function breakDown(samples: Samples): Breakdown {
  const ranks = samples.ranked("total");
  const byModel = samples.ranked("model");
  const unit = (q: number): number => {
    const rank = rankOf(q, samples.count);
    return samples.meanOf(byModel, rank, rank + 1).model;
  };
  return {
    answers: samples.count,
    mean: samples.meanOf(ranks, 0, samples.count),
    p50: around(samples, ranks, 0.5),
    p95: around(samples, ranks, 0.95),
    p99: around(samples, ranks, 0.99),
    unit: { p50: unit(0.5), p95: unit(0.95) },
  };
}

/** The nearest rank: the smallest value that at least this share of all does not exceed. */
function rankOf(q: number, count: number): number {
  return Math.max(0, Math.ceil(q * count) - 1);
}

/** One request alone would be chance: the parts are those of its neighbours, too, as far as half a percent; the total is its own. */
function around(samples: Samples, ranks: Uint32Array, q: number): Times {
  const rank = rankOf(q, samples.count);
  const reach = Math.floor(samples.count * 0.005);
  const { total } = samples.meanOf(ranks, rank, rank + 1);
  const near = samples.meanOf(ranks, Math.max(0, rank - reach), Math.min(samples.count, rank + reach + 1));
  const scale = near.total > 0 ? total / near.total : 0;
  const { queue, parse, model, service, network } = near;
  return {
    total,
    queue: queue * scale,
    parse: parse * scale,
    model: model * scale,
    service: service * scale,
    network: network * scale,
  };
}
