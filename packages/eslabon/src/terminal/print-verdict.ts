import {
  type Capacity,
  cores,
  type Finding,
  grouped,
  mebibytes,
  ms,
  type Observation,
  PARTS,
  percent,
  PLANNED_LOAD,
  type Size,
  type Verdict,
} from "@eslabon/diagnose";
import { print, styled } from "./print.ts";
import { table } from "./table.ts";

/** What a person wants to know of a diagnosis: who, what shows it, what to change. */
export function printVerdict({ passed, summary, findings, observation }: Verdict): void {
  print(styled(["bold", passed ? "green" : "red"], summary));
  print("");
  for (const finding of findings) printFinding(finding);
  if (findings.length > 0) print("");
  printParts(observation);
  print("");
  printLoad(observation);
}

function printFinding({ culprit, evidence, change }: Finding): void {
  print(`${styled("bold", culprit)}: ${evidence}`);
  print(`  change: ${change}`);
}

function printParts({ alone, loaded }: Observation): void {
  const columns = [alone.p50, loaded.p50, loaded.p95, loaded.p99];
  const rows = [...PARTS, "total" as const].map((part) => [part, ...columns.map((times) => ms(times[part]))]);
  for (const line of table([["", "alone p50", "p50", "p95", "p99"], ...rows])) print(line);
}

function printLoad({ load, requestsPerSecond, failed, used }: Observation): void {
  const failures = Object.values(failed.statuses).reduce((sum, count) => sum + count, 0);
  const over = load.rate === undefined ? "" : ` of ${grouped(load.rate)} sent`;
  print(
    `${grouped(requestsPerSecond)} requests/s${over}, ${load.connections} connections, ${load.seconds} s; ${failures + failed.connections + failed.timeouts} failed`,
  );
  print(used ? describeUse(used) : "it does not show what it uses: no /metrics, or several instances answer");
}

function describeUse({
  seconds,
  cpuSeconds,
  cpuLimit,
  residentBytes,
  memoryLimit,
}: NonNullable<Observation["used"]>): string {
  const cpu = cpuSeconds === undefined ? [] : [`CPU ${cores(cpuSeconds / seconds)}${limit(cpuLimit, cores)}`];
  const memory =
    residentBytes === undefined ? [] : [`memory ${mebibytes(residentBytes)}${limit(memoryLimit, mebibytes)}`];
  return [...cpu, ...memory].join(", ");
}

function limit(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? "" : ` of ${format(value)}`;
}

/** What one instance holds, and how many of what size a load needs. */
export function printCapacity(capacity: Capacity | undefined, budget: number, size: Size | undefined): void {
  if (!capacity) {
    print(`capacity: it keeps to ${ms(budget)} with no load at all; what is to blame comes first`);
    return;
  }
  const { requestsPerSecond, atLeast, step } = capacity;
  const use = step.cores === undefined ? "" : `, using ${cores(step.cores)} of CPU`;
  print(
    `capacity: ${atLeast ? "at least " : ""}${grouped(requestsPerSecond)} requests/s within ${ms(budget)} at p95${use}`,
  );
  if (size) print(describeSize(size));
}

function describeSize({ requestsPerSecond, replicas, cores: cpu, memory }: Size): string {
  const each = [
    ...(cpu === undefined ? [] : [`${cores(cpu)} CPU`]),
    ...(memory === undefined ? [] : [mebibytes(memory)]),
  ];
  const of = each.length > 0 ? ` of ${each.join(", ")}` : "";
  return `${grouped(requestsPerSecond)} requests/s: ${replicas} ${replicas === 1 ? "replica" : "replicas"}${of}, ${percent(PLANNED_LOAD)} loaded`;
}
