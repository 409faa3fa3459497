import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
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
  return draw({
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
  return draw({
    marginLeft: 160,
    x: { label: "rows", grid: true },
    y: { label: null },
    color: { domain: ["kept", "merged", "rejected"], range: [TRAIN, TEST, REJECTED] },
    marks: [Plot.barX(rows, { x: "rows", y: "source", fill: "outcome" }), Plot.ruleX([0])],
  });
}

function drawLengths({ lengths }: Report): string {
  const step = 20;
  return draw({
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

function draw(options: Plot.PlotOptions): string {
  // Plot's types want a browser's, which this program has no need of otherwise.
  const { document } = parseHTML("<html><body></body></html>") as { readonly document: unknown };
  const plot = Plot.plot as unknown as (options: object) => { readonly outerHTML: string };
  return plot({ width: 720, marginBottom: 36, style: { fontSize: "12px" }, ...options, document }).outerHTML;
}
