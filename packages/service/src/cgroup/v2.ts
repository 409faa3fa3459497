import type { CpuFigures, MemoryFigures, ReadFile } from "./cgroup.ts";
import { known, parseFlat, parseNumber, parsePressure } from "./parse.ts";

const MICROSECONDS = 1e6;

/** What a group of version 2 says of its CPU. */
export async function readCpu(read: ReadFile): Promise<CpuFigures> {
  const stat = parseFlat(await read("cpu.stat"));
  const throttled = stat.get("throttled_usec");
  return known<CpuFigures>({
    cpuLimit: parseCpuMax(await read("cpu.max")),
    cpuPeriods: stat.get("nr_periods"),
    cpuThrottledPeriods: stat.get("nr_throttled"),
    cpuThrottledSeconds: throttled === undefined ? undefined : throttled / MICROSECONDS,
    cpuPressure: parsePressure(await read("cpu.pressure")),
  });
}

/** What a group of version 2 says of its memory. */
export async function readMemory(read: ReadFile): Promise<MemoryFigures> {
  return known<MemoryFigures>({
    memoryLimit: parseNumber(await read("memory.max")),
    memoryUsage: parseNumber(await read("memory.current")),
    memoryPressure: parsePressure(await read("memory.pressure")),
  });
}

/** The microseconds of CPU that it has in each period, and the period's: `10000 100000`; or `max 100000`. */
function parseCpuMax(text = ""): number | undefined {
  const [quota, period] = text.trim().split(" ").map(parseNumber);
  return quota === undefined || !period ? undefined : quota / period;
}
