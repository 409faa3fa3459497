import { drawPlot, Plot } from "@eslabon/figures";
import type { Report } from "./report.ts";

/** The report's figures as SVG, which need no script to be looked at. */
export interface Plots {
  readonly labels: string;
  readonly sources: string;
  readonly lengths: string;
}

const TRAIN = "#3a6ea5";
const TEST = "#e0a458";
const REJECTED = "#b5524a";

export function drawPlots(report: Report): Plots {
  return { labels: drawLabels(report), sources: drawSources(report), lengths: drawLengths(report) };
}

function drawLabels({ labels }: Report): string {
  const rows = labels.flatMap(({ label, train, test }) => [
    { label, side: "train", rows: train },
    { label, side: "test", rows: test },
  ]);
  return drawPlot({
    marginLeft: 160,
    x: { label: "rows", grid: true },
    y: { label: null },
    color: { legend: false, domain: ["train", "test"], range: [TRAIN, TEST] },
    marks: [Plot.barX(rows, { x: "rows", y: "label", fill: "side", sort: { y: "-x" } }), Plot.ruleX([0])],
  });
}

function drawSources({ sources }: Report): string {
  const rows = sources.flatMap(({ source, kept, merged, rejected }) => [
    { source, outcome: "kept", rows: kept },
    { source, outcome: "merged", rows: merged },
    { source, outcome: "rejected", rows: rejected },
  ]);
  return drawPlot({
    marginLeft: 160,
    x: { label: "rows", grid: true },
    y: { label: null },
    color: { domain: ["kept", "merged", "rejected"], range: [TRAIN, TEST, REJECTED] },
    marks: [Plot.barX(rows, { x: "rows", y: "source", fill: "outcome" }), Plot.ruleX([0])],
  });
}

function drawLengths({ lengths }: Report): string {
  const step = 20;
  return drawPlot({
    height: 220,
    x: { label: "characters" },
    y: { label: "rows", grid: true },
    marks: [
      Plot.rectY(lengths.histogram, {
        x1: "from",
        x2: (bin: { from: number }) => bin.from + step,
        y: "rows",
        fill: TRAIN,
      }),
      Plot.ruleY([0]),
      Plot.ruleX([lengths.median], { stroke: REJECTED }),
    ],
  });
}
