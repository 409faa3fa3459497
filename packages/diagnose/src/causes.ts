import { type Cause, throttledShare } from "./attribute.ts";
import { cores, grouped, ms, percent } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import { neededCores } from "./needed-cores.ts";
import type { Budget, Finding } from "./verdict.ts";

/** Of which requests a cause is told: the slowest of 20, or of 100. */
type Slowest = "p95" | "p99";

/** How each cause is told: by whom, what shows it, and what to do about it. */
export const findingOf: Readonly<
  Record<Cause, (observation: Observation, budget: Budget, milliseconds: number, at: Slowest) => Finding>
> = {
  throttled: ({ used }) => ({
    culprit: "deployment",
    evidence: `CPU throttled in ${percent(throttledShare(used))} of periods: limit ${limitOf(used)}, needs about ${needOf(used)}`,
    change: `raise the CPU limit to ${needOf(used)} or take it away, or spread the load over more replicas`,
  }),
  crowded: ({ used }, _budget, milliseconds, at) => ({
    culprit: "deployment",
    evidence: `the service was ready to go on but had no CPU for ${percent((used?.cpuWaitSeconds ?? 0) / (used?.seconds ?? 1))} of the time, which explains ${ms(milliseconds)} at ${at}: others on its machine use it`,
    change: "request more CPU for it, so that its node has less beside it",
  }),
  model: ({ alone }, budget, milliseconds, at) => ({
    culprit: "model",
    evidence: `one prediction takes ${ms(alone.unit.p50)}, ${ms(budget.model)} are allowed; with what waits for it ${ms(milliseconds)} at ${at}`,
    change: "make the model smaller or its texts shorter (eslabon bench model measures it by itself)",
  }),
  blocked: ({ used, load }, _budget, milliseconds) => ({
    culprit: "service",
    evidence: [
      `requests wait ${ms(milliseconds)} for the event loop, more than ${load.connections} connections explain`,
      ...(used?.longestBlockSeconds === undefined
        ? []
        : [`it was blocked for up to ${ms(used.longestBlockSeconds * 1000)}`]),
      ...garbage(used),
    ].join("; "),
    change:
      "find what blocks it (node --cpu-prof): synchronous work in a route, a timer or a hook of the service",
  }),
  parse: (_observation, _budget, milliseconds, at) => ({
    culprit: "service",
    evidence: `reading and parsing a request takes ${ms(milliseconds)} at ${at}`,
    change: "send smaller bodies, or look at what sends them slowly",
  }),
  service: ({ used }, _budget, milliseconds, at) => ({
    culprit: "service",
    evidence: [`the routes' own code takes ${ms(milliseconds)} at ${at}`, ...garbage(used)].join("; "),
    change: "look at what the routes and hooks of the service wait for",
  }),
  load: ({ load, requestsPerSecond, used }, _budget, milliseconds) => ({
    culprit: "deployment",
    evidence: [
      `requests wait ${ms(milliseconds)} for each other: ${grouped(requestsPerSecond)} requests/s over ${load.connections} connections are more than one instance holds`,
      ...busy(used),
    ].join("; "),
    change: "run more replicas (--for REQUESTS says how many)",
  }),
  network: ({ alone, clientBusy }, _budget, milliseconds, at) => ({
    culprit: "network",
    evidence: [
      `${ms(milliseconds)} at ${at} pass outside of the service, ${ms(alone.p50.network)} also with a single request`,
      ...(clientBusy > BUSY ? ["the program that sends the load was busy itself, which adds to it"] : []),
    ].join("; "),
    change: "look at what is between: ingress, proxy, mesh, distance; ask the service itself to compare",
  }),
};

export const BUSY = 0.9;
const MUCH_GARBAGE = 0.1;

function garbage(used: Observation["used"]): string[] {
  const share = (used?.collectingGarbageSeconds ?? 0) / (used?.seconds ?? 1);
  return share < MUCH_GARBAGE ? [] : [`garbage collection took ${percent(share)} of the time`];
}

function busy(used: Observation["used"]): string[] {
  const { seconds = 1, cpuSeconds } = used ?? {};
  return cpuSeconds === undefined ? [] : [`it used ${cores(cpuSeconds / seconds)} of CPU`];
}

function limitOf(used: Observation["used"]): string {
  return used?.cpuLimit === undefined ? "unknown" : cores(used.cpuLimit);
}

function needOf(used: Observation["used"]): string {
  return used === undefined ? "more" : cores(neededCores(used));
}
