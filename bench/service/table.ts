import { describe, type Machine } from "../machine.ts";
import { figure, percent, table } from "../markdown.ts";
import { median } from "../statistics.ts";
import type { Load, Throughput } from "./load.ts";

export interface Result {
  readonly server: string;
  /** One a round. */
  readonly rounds: readonly Throughput[];
}

/** All that one run of the benchmark found out, as plain data. */
export interface Report {
  readonly machine: Machine;
  readonly command: string;
  readonly set: string;
  readonly labels: number;
  readonly answerBytes: number;
  readonly load: Load;
  /** The first is what the others are compared with. */
  readonly results: readonly Result[];
}

/** The section of docs/reference/benchmarks.md that the run writes. */
export function markdown(report: Report): string {
  const { load, results } = report;
  const rounds = results[0]!.rounds.length;
  return [
    describe(report.machine, {}),
    [
      `Command: \`${report.command}\`. ${load.connections} connections, ${load.seconds} s after ${load.warmUpSeconds} s of warm-up,`,
      `${roundsInWords(rounds)}; test texts of ${report.set}, ${report.labels} labels, answers of ${figure(report.answerBytes)} bytes.`,
    ].join(" "),
    table(
      ["", "requests/s", "p50 ms", "p95 ms", "p99 ms", "of the bare route"],
      results.map((result) => [
        result.server,
        figure(middle(result, "requestsPerSecond")),
        figure(middle(result, "p50Milliseconds"), 2),
        figure(middle(result, "p95Milliseconds"), 2),
        figure(middle(result, "p99Milliseconds"), 2),
        percent(ratio(result, results[0]!)),
      ]),
    ),
  ].join("\n\n");
}

/** The median over rounds of one server's requests per second as a share of the other's in the same round. */
export function ratio(result: Result, reference: Result): number {
  return median(
    result.rounds.map(
      ({ requestsPerSecond }, round) => requestsPerSecond / reference.rounds[round]!.requestsPerSecond,
    ),
  );
}

function roundsInWords(rounds: number): string {
  return rounds === 1 ? "one round" : `medians of ${rounds} rounds in turns`;
}

function middle(result: Result, figureName: keyof Throughput): number {
  return median(result.rounds.map((round) => round[figureName]));
}
