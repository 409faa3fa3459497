import { breakDown } from "../breakdown.ts";
import { BUSY } from "../causes.ts";
import { loadInTurns } from "../load/in-turns.ts";
import type { Target } from "../load/target.ts";
import { usedBetween } from "../metrics/used.ts";
import { grouped } from "../numbers.ts";
import { readFigures } from "../read-figures.ts";
import { type Capacity, capacityOf, nextConnections, type Step } from "./capacity.ts";

/** Without a CPU for so much of the time, a service may hold more than it shows. */
const CROWDED = 0.1;

/** How long each number of connections is tried, in seconds: half a minute for all of them at most. */
const SECONDS = 3;

/**
 * Finds out what a warm service holds within a budget, by ever more connections; `undefined` when it keeps to it with none.
 *
 * @param budget what the slowest of 20 requests may take, in milliseconds
 */
export async function findCapacity(
  target: Target,
  budget: number,
  progress: (message: string) => void,
): Promise<Capacity | undefined> {
  const steps: Step[] = [];
  for (;;) {
    const connections = nextConnections(steps, budget);
    if (connections === undefined) return capacityOf(steps, budget);
    const step = await tryOut(target, connections);
    progress(`${connections} connections: ${grouped(step.requestsPerSecond)} requests/s`);
    steps.push(step);
  }
}

async function tryOut(target: Target, connections: number): Promise<Step> {
  const before = await readFigures(target);
  const start = performance.now();
  const { answers, seconds, clientBusy } = await loadInTurns(target, { connections, seconds: SECONDS });
  const used = usedBetween(before, await readFigures(target), (performance.now() - start) / 1000);
  const { samples } = answers;
  return {
    connections,
    requestsPerSecond: answers.good / seconds,
    p95: samples.count === 0 ? Infinity : breakDown(samples).p95.total,
    ...(used?.cpuSeconds !== undefined && { cores: used.cpuSeconds / used.seconds }),
    ...(used?.residentBytes !== undefined && { residentBytes: used.residentBytes }),
    isHeldUp: clientBusy > BUSY || (used?.cpuWaitSeconds ?? 0) / (used?.seconds ?? 1) > CROWDED,
  };
}
