import { drawFigure, Plot } from "@eslabon/figures";
import { figure } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { GREY, OURS } from "../picture.ts";
import { type Bin, logBins } from "./log-bins.ts";
import type { LatencyReport } from "./markdown.ts";

const BARS_PER_DOUBLING = 4;

/** Of a decade; where there are many decades, only the first. */
const TICKS = [1, 2, 5];
const MANY_DECADES = 3;

/** How many predictions took how long, both on logarithmic scales. */
export function drawHistogram(report: LatencyReport, microseconds: readonly number[]): Picture {
  const bins = logBins(microseconds, BARS_PER_DOUBLING).filter(({ count }) => count > 0);
  const marks = [
    { name: "mean", value: report.mean },
    { name: "p99", value: report.p99 },
  ].map(({ name, value }) => ({ value, text: `${name} ${figure(value)} µs` }));
  const description = `Mean ${figure(report.mean)} µs, 99 % within ${figure(report.p99)} µs, the slowest ${figure(report.max)} µs`;
  const about = { title: `${figure(report.predictions)} predictions by the time they took`, description };
  const svg = drawFigure(about, {
    height: 320,
    marginLeft: 60,
    marginTop: 40,
    marginBottom: 44,
    x: { type: "log", label: "microseconds", ticks: ticks(bins), tickFormat: ",", grid: true },
    y: {
      type: "log",
      label: "predictions",
      grid: true,
      tickFormat: ",",
      domain: [0.7, report.predictions],
      ticks: 5,
    },
    marks: [
      Plot.rect(bins, { x1: "from", x2: "to", y1: 0.7, y2: "count", fill: OURS, inset: 0.5 }),
      Plot.ruleX(marks, { x: "value", stroke: GREY, strokeDasharray: "4 3" }),
      // One above the other, however near they are.
      ...marks.map((mark, index) =>
        Plot.text([mark], {
          x: "value",
          text: "text",
          frameAnchor: "top",
          textAnchor: "start",
          dx: 4,
          dy: 14 * index,
        }),
      ),
    ],
  });
  return { file: "bench-latency.svg", description: `${about.title}. ${description}.`, svg };
}

function ticks(bins: readonly Bin[]): number[] {
  const [first, last] = [bins[0]!.from, bins.at(-1)!.to];
  const shown = Math.log10(last / first) < MANY_DECADES ? TICKS : TICKS.slice(0, 1);
  const decades = Array.from({ length: 8 }, (_, power) => 10 ** power);
  return decades
    .flatMap((decade) => shown.map((tick) => tick * decade))
    .filter((tick) => tick >= first && tick <= last);
}
