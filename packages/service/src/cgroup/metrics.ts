import { Counter, Gauge, type Registry } from "prom-client";
import type { Cgroup } from "./cgroup.ts";
import { readCgroup } from "./read.ts";

const GAUGES = {
  cpuLimit: ["eslabon_cgroup_cpu_limit_cores", "The CPU that the container may use, in cores."],
  cpuPressure: [
    "eslabon_cgroup_cpu_pressure_ratio",
    "The share of ten seconds in which it waited for a CPU.",
  ],
  memoryLimit: ["eslabon_cgroup_memory_limit_bytes", "The memory that the container may use."],
  memoryUsage: ["eslabon_cgroup_memory_usage_bytes", "The memory that it uses, with cached files."],
  memoryPressure: [
    "eslabon_cgroup_memory_pressure_ratio",
    "The share of ten seconds in which it waited for memory.",
  ],
} as const satisfies Partial<Record<keyof Cgroup, readonly [string, string]>>;

const COUNTERS = {
  cpuPeriods: ["eslabon_cgroup_cpu_periods_total", "Periods in which the CPU was rationed."],
  cpuThrottledPeriods: [
    "eslabon_cgroup_cpu_throttled_periods_total",
    "Periods in which it was stopped, its ration used up.",
  ],
  cpuThrottledSeconds: ["eslabon_cgroup_cpu_throttled_seconds_total", "For how long it was stopped."],
  cpuWaitSeconds: [
    "eslabon_cpu_wait_seconds_total",
    "For how long the thread that answers was ready to go on, but stopped or without a free CPU.",
  ],
} as const satisfies Partial<Record<keyof Cgroup, readonly [string, string]>>;

type Show = (cgroup: Cgroup) => void;

/** What the kernel says of the container, in a registry. A figure that is unknown is absent. */
export class CgroupMetrics {
  readonly #show: readonly Show[];

  constructor(registry: Registry) {
    const registers = [registry];
    this.#show = [
      ...entries(GAUGES).map(([key, [name, help]]): Show => {
        const gauge = new Gauge({ name, help, registers });
        return (cgroup) => show(gauge, cgroup[key], (value) => gauge.set(value));
      }),
      ...entries(COUNTERS).map(([key, [name, help]]): Show => {
        const counter = new Counter({ name, help, registers });
        return (cgroup) => show(counter, cgroup[key], (value) => counter.inc(value));
      }),
    ];
  }

  /** Brings the figures up to date. */
  async read(): Promise<void> {
    const cgroup = await readCgroup();
    for (const show of this.#show) show(cgroup);
  }
}

function show(metric: Gauge | Counter, value: number | undefined, set: (value: number) => void): void {
  metric.remove();
  if (value !== undefined) set(value);
}

function entries<T extends object>(of: T): [keyof T, T[keyof T]][] {
  return Object.entries(of) as [keyof T, T[keyof T]][];
}
