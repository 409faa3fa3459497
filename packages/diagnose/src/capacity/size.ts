import type { Capacity } from "./capacity.ts";

/** What to ask of a cluster for a load. */
export interface Size {
  readonly requestsPerSecond: number;
  readonly replicas: number;
  /** Of each replica, in cores; absent when the service does not say what it uses. */
  readonly cores?: number;
  /** Of each replica, in bytes. */
  readonly memory?: number;
}

/** Nothing holds all that it can hold for long: this share of it is planned with. */
export const PLANNED_LOAD = 0.7;
const CORES_STEP = 0.05;
const MEMORY_SPARE = 1.25;
const MEMORY_STEP = 64 * 2 ** 20;

/** Replicas and what each needs, for so many requests a second. */
export function sizeFor(wanted: number, { requestsPerSecond, step }: Capacity): Size {
  const replicas = Math.max(1, ceil(wanted / (requestsPerSecond * PLANNED_LOAD)));
  const { cores, residentBytes } = step;
  return {
    requestsPerSecond: wanted,
    replicas,
    ...(cores !== undefined && {
      cores: upTo(((cores / requestsPerSecond) * (wanted / replicas)) / PLANNED_LOAD, CORES_STEP),
    }),
    ...(residentBytes !== undefined && { memory: upTo(residentBytes * MEMORY_SPARE, MEMORY_STEP) }),
  };
}

function upTo(value: number, step: number): number {
  return Math.max(1, ceil(value / step)) * step;
}

/** Numbers that are whole but for the computer's rounding stay as they are. */
function ceil(value: number): number {
  return Math.ceil(value - 1e-9);
}
