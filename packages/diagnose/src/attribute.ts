import type { Times } from "./parts.ts";
import type { Observation } from "./observation.ts";

/** Why time passes. Each cause has one who can do something about it. */
export const CAUSES = [
  "throttled",
  "crowded",
  "model",
  "blocked",
  "parse",
  "service",
  "load",
  "network",
] as const;
export type Cause = (typeof CAUSES)[number];

/** Of the time of the slowest request of 20, what each cause has to answer for, in milliseconds; together all of it. */
export type Attribution = Readonly<Record<Cause, number>>;

/** From this share of periods on, being stopped explains whatever took long. */
const THROTTLED = 0.1;

/** A service that waits for a CPU as much of the time, and half as long as it has one, shares it with too many. */
const CROWDED = 0.1;
const CROWDED_WORK = 0.5;

/** What a request costs beside its layers, in multiples of parsing and service: HTTP, the socket, the log. */
const AROUND = 3;

/** A network that carries a load may take so much longer than alone; the rest waited in the service, where nothing counts it. */
const UNDER_LOAD = 2;

/**
 * Says what the time of slow requests is owed to.
 *
 * @param modelBudget what one prediction may take, in milliseconds
 */
export function attribute(observation: Observation, modelBudget: number): Attribution {
  const { alone, loaded, load } = observation;
  const { p95 } = loaded;
  const network = Math.min(p95.network, UNDER_LOAD * alone.p95.network);
  const waiting = p95.queue + p95.network - network;
  const inService = { ...p95, queue: waiting, network };
  if (isThrottled(observation)) return whereStopped(inService);

  const own = alone.p50.model + AROUND * (alone.p50.parse + alone.p50.service);
  // In one turn of the event loop each connection has its request answered, and what comes too late waits for the next.
  const byLoad = Math.min(waiting, 2 * load.connections * own);
  const isModelSlow = alone.unit.p50 > modelBudget;
  const queueOfModel = isModelSlow && own > 0 ? byLoad * (alone.p50.model / own) : 0;
  const unexplained = waiting - byLoad;
  return {
    throttled: 0,
    crowded: isCrowded(observation) ? unexplained : 0,
    model: p95.model + queueOfModel,
    blocked: isCrowded(observation) ? 0 : unexplained,
    parse: p95.parse,
    service: p95.service,
    load: byLoad - queueOfModel,
    network,
  };
}

/** Being stopped takes time of whatever was at work. */
function whereStopped({ queue, parse, model, service, network }: Times): Attribution {
  const throttled = queue + parse + model + service;
  return { throttled, crowded: 0, model: 0, blocked: 0, parse: 0, service: 0, load: 0, network };
}

function isThrottled({ used }: Observation): boolean {
  return throttledShare(used) >= THROTTLED;
}

function isCrowded({ used }: Observation): boolean {
  const { seconds = 1, cpuSeconds = 0, cpuWaitSeconds = 0 } = used ?? {};
  return cpuWaitSeconds >= CROWDED * seconds && cpuWaitSeconds >= CROWDED_WORK * cpuSeconds;
}

/** In which share of its periods a service was stopped because it had used up its CPU. */
export function throttledShare(used: Observation["used"]): number {
  const { periods = 0, throttledPeriods = 0 } = used ?? {};
  return periods > 0 ? throttledPeriods / periods : 0;
}
