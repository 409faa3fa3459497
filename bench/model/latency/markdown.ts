import { figure, table } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { image } from "../picture.ts";
import { logBins } from "./log-bins.ts";

export interface LatencyReport {
  readonly set: string;
  readonly predictions: number;
  /** In microseconds, as all that follow. */
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly heapBytes: readonly number[];
  readonly allocatedBytes: number;
}

const WIDEST_BAR = 50;
const BARS_PER_DOUBLING = 2;

/** The section on the time of one prediction. */
export function markdown(report: LatencyReport, microseconds: readonly number[], picture: Picture): string {
  const { predictions, set, heapBytes, allocatedBytes } = report;
  const step = predictions / (heapBytes.length - 1);
  return [
    `${figure(predictions)} predictions, one after another, of the test texts of ${set} in turn, after three rounds through them.`,
    table(
      ["", "mean", "p50", "p90", "p99", "p99.9", "max"],
      [["µs", ...[report.mean, report.p50, report.p90, report.p99, report.p999, report.max].map(tenths)]],
    ),
    `\`\`\`text\n${bars(microseconds)}\n\`\`\``,
    image(picture),
    `One prediction allocates ${figure(allocatedBytes / 1000, 1)} kB. The heap in use once garbage is collected:`,
    table(
      ["after predictions", ...heapBytes.map((_, part) => figure(part * step))],
      [["MB", ...heapBytes.map((bytes) => figure(bytes / 1e6, 3))]],
    ),
  ].join("\n\n");
}

/** The histogram as text. The bars' lengths are to the logarithm, or the slow ones would not be seen. */
function bars(microseconds: readonly number[]): string {
  const bins = logBins(microseconds, BARS_PER_DOUBLING);
  const most = Math.log1p(Math.max(...bins.map(({ count }) => count)));
  return bins
    .map(({ from, to, count }) => {
      const range = `${figure(from, 1).padStart(9)} –${figure(to, 1).padStart(9)} µs`;
      const bar = "█".repeat(Math.ceil((Math.log1p(count) / most) * WIDEST_BAR));
      return `${range} ${figure(count).padStart(8)} ${bar}`.trimEnd();
    })
    .join("\n");
}

function tenths(value: number): string {
  return figure(value, 1);
}
