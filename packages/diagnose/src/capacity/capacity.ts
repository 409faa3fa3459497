/** How a service fared with so many connections, each sending one request after the other. */
export interface Step {
  readonly connections: number;
  readonly requestsPerSecond: number;
  /** In milliseconds. */
  readonly p95: number;
  /** CPU that it used, in seconds a second; absent when it does not say. */
  readonly cores?: number;
  readonly residentBytes?: number;
  /** Whether who sent the load was at its end, or the service without a CPU that was free: then it may hold more. */
  readonly isHeldUp: boolean;
}

/** What one instance holds within the budget. */
export interface Capacity {
  readonly requestsPerSecond: number;
  /** At that load. */
  readonly step: Step;
  /** It may hold more: something else was at its end first. */
  readonly atLeast: boolean;
  readonly steps: readonly Step[];
}

const FIRST = 8;
const MOST = 512;

/** With twice the connections a service that is not at its end answers a good deal more. */
const GROWTH = 1.1;

/** How many connections to try next; `undefined` when enough is known. */
export function nextConnections(steps: readonly Step[], budget: number): number | undefined {
  const last = steps.at(-1);
  if (!last) return FIRST;
  if (last.p95 > budget) {
    // Twice as many were too many, and so many are known; with none within the budget, fewer are tried.
    const held = steps.some(({ p95 }) => p95 <= budget);
    return held || last.connections === 1 ? undefined : last.connections / 2;
  }
  const before = steps.at(-2);
  const grows = before === undefined || last.requestsPerSecond >= before.requestsPerSecond * GROWTH;
  const comesDown = before !== undefined && before.connections > last.connections;
  return grows && !comesDown && last.connections < MOST ? last.connections * 2 : undefined;
}

/** The most that was answered within the budget; `undefined` when nothing was. */
export function capacityOf(steps: readonly Step[], budget: number): Capacity | undefined {
  const held = steps.filter(({ p95 }) => p95 <= budget);
  const [step] = held.toSorted((one, other) => other.requestsPerSecond - one.requestsPerSecond);
  if (!step) return undefined;
  const { requestsPerSecond, isHeldUp, connections } = step;
  return { requestsPerSecond, step, atLeast: isHeldUp || connections === MOST, steps };
}
