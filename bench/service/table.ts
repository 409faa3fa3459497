import { describe, type Machine } from "../machine.ts";
import { figure, percent, table } from "../markdown.ts";
import { median } from "../statistics.ts";
import type { Result, Round } from "./contest.ts";
import { judge, type Verdict } from "./goals.ts";
import type { Load } from "./load.ts";

/** All that one run of the benchmark found out, as plain data. */
export interface Report {
  readonly machine: Machine;
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly set: string;
  readonly labels: number;
  readonly load: Load;
  readonly rounds: number;
  readonly results: readonly Result[];
}

/** The section of docs/reference/benchmarks.md that the run writes. */
export function markdown(report: Report): string {
  const { load, results, machine, versions } = report;
  return [
    describe(machine, versions),
    [
      `Command: \`${report.command}\`. ${load.connections} connections, ${load.seconds} s after ${load.warmUpSeconds} s of warm-up,`,
      `${roundsInWords(report.rounds)}; test texts of ${report.set}, ${report.labels} labels. No request failed.`,
    ].join(" "),
    table(
      [
        ...["", "requests/s", "p50 ms", "p99 ms", "CPU µs a request", "memory, MB", "first answer after, ms"],
        ...["right", "answer, bytes"],
      ],
      results.map((result) => [
        result.title,
        figure(middle(result, "requestsPerSecond")),
        figure(middle(result, "p50Milliseconds"), 2),
        figure(middle(result, "p99Milliseconds"), 2),
        figure(middle(result, "cpuMicroseconds")),
        figure(middle(result, "residentBytes") / 1e6),
        figure(middle(result, "startMilliseconds")),
        rightShare(result),
        figure(middle(result, "answerBytes")),
      ]),
    ),
    verdicts(judge(results)),
  ].join("\n\n");
}

function verdicts(judged: readonly Verdict[]): string {
  return table(
    ["what is wanted of eslabon", "at least or most", "median", "in each round", "met"],
    judged.map(({ goal: { name, better, bound, digits }, values, median: middle, isMet }) => [
      name,
      `${better === "more" ? "≥" : "≤"} ${figure(bound, digits)}`,
      values.length === 0 ? "not measured" : figure(middle, digits),
      values.map((value) => figure(value, digits)).join(", ") || "–",
      isMetInWords(values, isMet),
    ]),
  );
}

function isMetInWords(values: readonly number[], isMet: boolean): string {
  if (values.length === 0) return "–";
  return isMet ? "yes" : "**no**";
}

function rightShare({ rounds }: Result): string {
  const shares = rounds.flatMap(({ right }) => right ?? []);
  return shares.length === 0 ? "–" : percent(median(shares));
}

function roundsInWords(rounds: number): string {
  return rounds === 1 ? "one round" : `medians of ${rounds} rounds in turns`;
}

function middle({ rounds }: Result, name: Exclude<keyof Round, "right">): number {
  return median(rounds.map((round) => round[name]));
}
