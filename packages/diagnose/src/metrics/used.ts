import type { Figures } from "./parse.ts";

/** What a service used of its machine between two looks. Absent is what is unknown or unlimited. */
export interface Used {
  readonly seconds: number;
  readonly cpuSeconds?: number;
  /** For how long its event loop was not waiting for something to do. */
  readonly activeSeconds?: number;
  readonly collectingGarbageSeconds?: number;
  /** The longest time that its event loop did not come round. */
  readonly longestBlockSeconds?: number;
  readonly residentBytes?: number;
  /** In cores. */
  readonly cpuLimit?: number;
  /** In which it was rationed, and in how many of them it was stopped because its share was used up. */
  readonly periods?: number;
  readonly throttledPeriods?: number;
  readonly throttledSeconds?: number;
  /** For how long the thread that answers was ready to go on, but stopped or without a CPU that was free. */
  readonly cpuWaitSeconds?: number;
  readonly memoryLimit?: number;
  readonly memoryPressure?: number;
}

/** What was used between two readings; `undefined` when they are not of the same process. */
export function usedBetween(before: Figures, after: Figures, seconds: number): Used | undefined {
  const started = "process_start_time_seconds";
  if (before.get(started) !== after.get(started)) return undefined;
  const grown = (name: string): number | undefined => {
    const [from, to] = [before.get(name), after.get(name)];
    return from === undefined || to === undefined || to < from ? undefined : to - from;
  };
  const now = (name: string): number | undefined => after.get(name);
  return known({
    seconds,
    cpuSeconds: grown("process_cpu_seconds_total"),
    activeSeconds: grown("eslabon_event_loop_active_seconds_total"),
    collectingGarbageSeconds: sumGrown(before, after, "nodejs_gc_duration_seconds_sum"),
    longestBlockSeconds: now("nodejs_eventloop_lag_max_seconds"),
    residentBytes: now("process_resident_memory_bytes"),
    cpuLimit: now("eslabon_cgroup_cpu_limit_cores"),
    periods: grown("eslabon_cgroup_cpu_periods_total"),
    throttledPeriods: grown("eslabon_cgroup_cpu_throttled_periods_total"),
    throttledSeconds: grown("eslabon_cgroup_cpu_throttled_seconds_total"),
    cpuWaitSeconds: grown("eslabon_cpu_wait_seconds_total"),
    memoryLimit: now("eslabon_cgroup_memory_limit_bytes"),
    memoryPressure: now("eslabon_cgroup_memory_pressure_ratio"),
  });
}

/** Of all series of a name, whatever their labels. */
function sumGrown(before: Figures, after: Figures, name: string): number | undefined {
  const sum = (figures: Figures): number =>
    [...figures].reduce((total, [key, value]) => (key.startsWith(`${name}{`) ? total + value : total), 0);
  const grown = sum(after) - sum(before);
  return grown < 0 ? undefined : grown;
}

function known(figures: { [Name in keyof Used]: Used[Name] | undefined }): Used {
  return Object.fromEntries(
    Object.entries(figures).filter(([, value]) => value !== undefined),
  ) as unknown as Used;
}
