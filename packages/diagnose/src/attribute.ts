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
  const crowded = unexplained * shareOfCpuWait(observation, own);
  return {
    throttled: 0,
    crowded,
    model: p95.model + queueOfModel,
    blocked: unexplained - crowded,
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

/**
 * An event loop comes late to its sockets because it has no CPU, or because something blocks it. Of the time that requests do not
 * explain, this is the share of the first.
 *
 * @param own what a request costs the event loop, in milliseconds
 */
function shareOfCpuWait({ used, loaded }: Observation, own: number): number {
  const { activeSeconds, cpuWaitSeconds = 0 } = used ?? {};
  if (activeSeconds === undefined || cpuWaitSeconds === 0) return 0;
  const blocked = Math.max(0, activeSeconds - cpuWaitSeconds - (loaded.answers * own) / 1000);
  return cpuWaitSeconds / (cpuWaitSeconds + blocked);
}

/** In which share of its periods a service was stopped because it had used up its CPU. */
export function throttledShare(used: Observation["used"]): number {
  const { periods = 0, throttledPeriods = 0 } = used ?? {};
  return periods > 0 ? throttledPeriods / periods : 0;
}
