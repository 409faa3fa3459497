import { readdir, readFile } from "node:fs/promises";

/** What a process and all that it started use, as Linux counts it. */
export interface Usage {
  /** Resident memory; what processes share is counted for each. */
  readonly bytes: number;
  /** Since they started. */
  readonly cpuSeconds: number;
}

/** The unit of times in /proc on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

export async function usageOf(root: number): Promise<Usage> {
  const family = withDescendants(root, await allStats());
  const memory = await Promise.all(family.map(({ pid }) => residentBytes(pid)));
  return {
    bytes: memory.reduce((sum, bytes) => sum + bytes, 0),
    cpuSeconds: family.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  };
}

function withDescendants(root: number, all: readonly Stat[]): Stat[] {
  const found = all.filter(({ pid }) => pid === root);
  // It grows while it is walked.
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

async function allStats(): Promise<Stat[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
  const stats = await Promise.all(names.map((name) => readStat(Number(name))));
  return stats.filter((stat) => stat !== undefined);
}

async function readStat(pid: number): Promise<Stat | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program, in brackets, may hold anything; proc(5) counts the fields, of which the third comes after it.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 15) return undefined;
  return {
    pid,
    parent: Number(fields[1]),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
  };
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1] ?? 0) * 1024;
}
