import type { CpuFigures, MemoryFigures, ReadFile } from "./cgroup.ts";
import { known, parseFlat, parseNumber } from "./parse.ts";

const NANOSECONDS = 1e9;

/** “No limit” is the largest number of whole pages; no machine has a memory of 2⁶⁰ bytes. */
const UNLIMITED = 2 ** 60;

/** What a group of version 1 says of its CPU. */
export async function readCpu(read: ReadFile): Promise<CpuFigures> {
  const stat = parseFlat(await read("cpu.stat"));
  const throttled = stat.get("throttled_time");
  const quota = parseNumber(await read("cpu.cfs_quota_us"));
  const period = parseNumber(await read("cpu.cfs_period_us"));
  return known<CpuFigures>({
    // A quota of −1 is none.
    cpuLimit: quota === undefined || !period || quota < 0 ? undefined : quota / period,
    cpuPeriods: stat.get("nr_periods"),
    cpuThrottledPeriods: stat.get("nr_throttled"),
    cpuThrottledSeconds: throttled === undefined ? undefined : throttled / NANOSECONDS,
  });
}

/** What a group of version 1 says of its memory. */
export async function readMemory(read: ReadFile): Promise<MemoryFigures> {
  const limit = parseNumber(await read("memory.limit_in_bytes"));
  return known<MemoryFigures>({
    memoryLimit: limit === undefined || limit >= UNLIMITED ? undefined : limit,
    memoryUsage: parseNumber(await read("memory.usage_in_bytes")),
  });
}
