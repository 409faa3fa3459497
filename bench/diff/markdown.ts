import type { RowCounts } from "@eslabon/data";
import { describe, type Machine } from "../machine.ts";
import { figure, table } from "../markdown.ts";

export interface Measured {
  readonly rows: RowCounts;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** The most resident memory of the process. */
  readonly peakBytes: number;
}

/** All that one run of the benchmark found out, as plain data. */
export interface Report {
  readonly machine: Machine;
  readonly command: string;
  /** Rows of the first version. */
  readonly rows: number;
  /** Bytes of its Parquet files. */
  readonly bytes: number;
  readonly results: readonly (Measured & { readonly name: string })[];
}

export function markdown({ machine, command, rows, bytes, results }: Report): string {
  return [
    describe(machine, {}),
    `Command: \`${command}\`. A generated dataset of ${figure(rows)} rows of 14 words, a label and a number (${figure(bytes / 1e6)} MB of Parquet), compared with`
      + ` three others, each in a process of its own; the peak is of the whole process, Node's and DuckDB's. The counts found are those that were made.`,
    table(
      ["compared with", "rows that differ", "wall s", "CPU s", "peak MB"],
      results.map((result) => [
        result.name,
        figure(differing(result.rows)),
        figure(result.wallSeconds, 1),
        figure(result.cpuSeconds, 1),
        figure(result.peakBytes / 1e6),
      ]),
    ),
  ].join("\n\n");
}

function differing({ altered, added, back, merged, rejected, gone }: RowCounts): number {
  return altered + added + back + merged + rejected + gone;
}
