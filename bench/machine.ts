import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { output } from "./child.ts";

/** Where and when something was measured: nothing is comparable without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly platform: string;
  readonly node: string;
  /** Processes that wanted a core in the last minute; well above zero at the start means that others were at work. */
  readonly loadAtStart: number;
  /** What of this repository was measured: its commit, with `-dirty` when packages or benchmarks differ from it. */
  readonly commit: string;
  /** The day, as 2026-08-01. */
  readonly date: string;
}

export async function describeMachine(signal: AbortSignal): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    loadAtStart: loadavg()[0]!,
    commit: await describeCommit(signal),
    date: new Date().toISOString().slice(0, 10),
  };
}

async function describeCommit(signal: AbortSignal): Promise<string> {
  const git = (...arguments_: string[]): Promise<string> =>
    output({ program: "git", arguments: arguments_, folder: join(import.meta.dirname, "..") }, signal);
  try {
    const commit = await git("rev-parse", "--short", "HEAD");
    const changes = await git("status", "--porcelain", "--", "packages", "bench");
    return `${commit.trim()}${changes === "" ? "" : "-dirty"}`;
  } catch {
    signal.throwIfAborted();
    return "unknown";
  }
}

/** The machine and the versions at work, as a paragraph. */
export function describe(machine: Machine, versions: Readonly<Record<string, string>>): string {
  const software = Object.entries({ eslabon: machine.commit, Node: machine.node, ...versions }).map(
    ([name, version]) => `${name} ${version}`,
  );
  return [
    `Measured on ${machine.date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGigabytes} GB,`,
    `${machine.platform}, load ${machine.loadAtStart.toFixed(1)} at the start; ${software.join(", ")}.`,
  ].join(" ");
}
