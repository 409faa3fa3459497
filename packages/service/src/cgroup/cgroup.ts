/** What the kernel allows a group of processes, such as a container, and how it fares with that. Absent is what is unknown or unlimited. */
export interface Cgroup extends CpuFigures, MemoryFigures {}

export interface CpuFigures {
  /** In cores: 0.1 is Kubernetes' 100m. */
  readonly cpuLimit?: number;
  /** In how many periods, usually of 0.1 s, it ran under a limit; and in how many of them it was stopped for having used up its share. */
  readonly cpuPeriods?: number;
  readonly cpuThrottledPeriods?: number;
  readonly cpuThrottledSeconds?: number;
  /** Which share of the last ten seconds some thread of it waited for a CPU, from 0 to 1. */
  readonly cpuPressure?: number;
  /** For how long the thread that answers was ready to go on, but stopped or without a CPU that was free. */
  readonly cpuWaitSeconds?: number;
}

export interface MemoryFigures {
  /** In bytes. */
  readonly memoryLimit?: number;
  /** In bytes, with the files that the kernel keeps for it in memory. */
  readonly memoryUsage?: number;
  /** Which share of the last ten seconds some thread of it waited for memory, from 0 to 1. */
  readonly memoryPressure?: number;
}

/** The text of a file of a group's folder; `undefined` where there is none. */
export type ReadFile = (name: string) => Promise<string | undefined>;
