import { grouped, type Level, type LevelReport, ms, PARTS } from "@eslabon/diagnose";
import { print, styled } from "./print.ts";
import { table } from "./table.ts";

/** The levels side by side, so that one sees at which of them the time appears. */
export function printLevels({ budget, levels, passed, appears }: LevelReport): void {
  const row = (title: string, of: (level: Level) => string): string[] => [title, ...levels.map(of)];
  const rows = [
    row("", ({ name }) => name),
    row("requests/s", ({ requestsPerSecond }) => grouped(requestsPerSecond)),
    row("p50", ({ p50 }) => ms(p50.total)),
    row("p95", ({ p95 }) => ms(p95.total)),
    row("p99", ({ p99 }) => ms(p99.total)),
    ...PARTS.map((part) => row(`  ${part} in p95`, ({ p95 }) => ms(p95[part]))),
    row("budget of p95", ({ name }) => ms(name === "model" ? budget.model : budget.total)),
  ];
  for (const line of table(rows)) print(line);
  print("");
  for (const { name, verdict } of levels) if (verdict) print(`${name}: ${verdict.summary}`);
  const where = levels.find(({ name }) => name === appears);
  print(
    styled(
      passed ? "green" : "red",
      passed ? "every level keeps to its budget" : `the time appears at the ${where!.name}`,
    ),
  );
  for (const { culprit, evidence, change } of where?.verdict?.findings ?? []) {
    print(`${styled("bold", culprit)}: ${evidence}\n  change: ${change}`);
  }
}
