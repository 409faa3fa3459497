import type { Breakdown } from "../src/breakdown.ts";
import type { Used } from "../src/metrics/used.ts";
import type { Observation } from "../src/observation.ts";
import type { Part, Times } from "../src/parts.ts";

type Parts = Partial<Readonly<Record<Part, number>>>;

/** What a healthy service takes, in milliseconds. */
const HEALTHY = { queue: 0, parse: 0.02, model: 0.05, service: 0.02, network: 0.1 };

function times(parts: Parts): Times {
  const all = { ...HEALTHY, ...parts };
  return { ...all, total: Object.values(all).reduce((sum, part) => sum + part, 0) };
}

function breakdown(parts: Parts): Breakdown {
  const of = times(parts);
  return { answers: 10_000, mean: of, p50: of, p95: of, p99: of, unit: { p50: of.model, p95: of.model } };
}

interface Seen extends Partial<Omit<Observation, "alone" | "loaded" | "used">> {
  /** Of a request alone, and of the slow ones under load. What is not given is as in a healthy service. */
  readonly alone?: Parts;
  readonly loaded?: Parts;
  readonly used?: Partial<Used>;
}

/** What was seen of a service that is healthy but for what is given. */
export function seen({ alone = {}, loaded = {}, used, ...rest }: Seen = {}): Observation {
  return {
    url: "http://localhost:8080",
    model: "hogar",
    load: { seconds: 10, connections: 16 },
    requestsPerSecond: 1000,
    failed: { statuses: {}, connections: 0, timeouts: 0 },
    alone: breakdown(alone),
    loaded: breakdown({ ...alone, ...loaded }),
    clientBusy: 0.3,
    ...(used && { used: { seconds: 10, ...used } }),
    ...rest,
  };
}
