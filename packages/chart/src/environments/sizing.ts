import type { Environment } from "./environment.ts";

type Sizing = NonNullable<Environment["sizing"]>;

/** Nothing holds all that it can hold for long: this share of it is planned with, as `eslabon diagnose --for` does. */
const PLANNED = 0.7;
/** From this share of what is requested on there are more pods: the defaults of the chart. */
const TARGET = 0.5;
const MEMORY_SPARE = 1.25;
const MEMORY_STEP = 64 * 2 ** 20;
/** So that one can fail. */
const FEWEST = 2;

/** What a load needs. */
export interface Size {
  readonly replicas: number;
  /** What each requests, in cores. */
  readonly cores: number;
  /** In bytes. */
  readonly memory: number;
}

/**
 * What follows from what one pod was measured to hold. A pod that has its planned load uses as much of the CPU that it requests as makes the
 * autoscaler add another one, and of the memory less.
 */
export function sizeOf({ requestsPerSecond: most, capacity }: Sizing): Size {
  const { requestsPerSecond, cores, residentBytes } = capacity;
  return {
    replicas: Math.max(FEWEST, upTo(most / (requestsPerSecond * PLANNED), 1)),
    // Whole ones, which a node can give to a pod alone.
    cores: upTo((cores * PLANNED) / TARGET, 1),
    memory: upTo((residentBytes * MEMORY_SPARE) / TARGET, MEMORY_STEP),
  };
}

/** The values of the chart that say so. */
export function sizedValues(sizing: Sizing): object {
  const { replicas, cores, memory } = sizeOf(sizing);
  const bytes = `${memory / 2 ** 20}Mi`;
  return {
    resources: {
      requests: { cpu: String(cores), memory: bytes },
      // Twice as much for starting, compiling and collecting garbage beside answering.
      limits: { cpu: String(2 * cores), memory: bytes },
    },
    autoscaling: { minReplicas: FEWEST, maxReplicas: replicas },
  };
}

/** Numbers that are whole but for the computer's rounding stay as they are. */
function upTo(value: number, step: number): number {
  return Math.ceil(value / step - 1e-9) * step;
}
