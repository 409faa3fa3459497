import type { Environment } from "./environment.ts";

type Sizing = NonNullable<Environment["sizing"]>;

/** Nothing holds all that it can hold for long: this share of it is planned with, as `eslabon diagnose --for` does. */
const PLANNED = 0.7;
/** From this share of what is requested on there are more pods: the defaults of the chart. */
const TARGET = 0.5;
const MEMORY_SPARE = 1.25;
const MEMORY_STEP = 64;
const MEBIBYTE = 2 ** 20;
/** So that one can fail. */
const FEWEST = 2;

/**
 * The values that follow from what one pod was measured to hold. A pod that has its planned load uses as much of its CPU as makes the autoscaler add
 * another one, and of its memory less.
 */
export function sizedValues({ requestsPerSecond: most, capacity }: Sizing): object {
  const { requestsPerSecond, cores, residentBytes } = capacity;
  // Whole ones, which a node can give to a pod alone.
  const cpu = Math.ceil((cores * PLANNED) / TARGET - 1e-9);
  const memory = `${Math.ceil((residentBytes * MEMORY_SPARE) / TARGET / MEBIBYTE / MEMORY_STEP) * MEMORY_STEP}Mi`;
  const replicas = Math.max(FEWEST, Math.ceil(most / (requestsPerSecond * PLANNED) - 1e-9));
  return {
    resources: {
      requests: { cpu: String(cpu), memory },
      // Twice as much for starting, compiling and collecting garbage beside answering.
      limits: { cpu: String(2 * cpu), memory },
    },
    autoscaling: { minReplicas: FEWEST, maxReplicas: replicas },
  };
}

/** The most requests a second that so many pods are planned to hold. */
export function heldBy(replicas: number, { capacity }: Sizing): number {
  return replicas * capacity.requestsPerSecond * PLANNED;
}
