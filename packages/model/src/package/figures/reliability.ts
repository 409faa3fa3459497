import { drawFigure, Plot } from "@eslabon/figures";
import { BINS } from "../../confidences.ts";
import type { Evaluation } from "../../evaluation.ts";
import type { Figure } from "./figure.ts";
import { BLUE, DOT_EDGE, FAINT, TEXT_EDGE } from "./ink.ts";
import { briefly, grouped, percent, wholePercent } from "./numbers.ts";
import { wilsonInterval } from "./wilson-interval.ts";

type Bin = Evaluation["reliability"][number];

/** Radii in pixels; a dot's area grows with its rows. */
const LARGEST_DOT = 10;
const SMALLEST_DOT = 3.5;
const SIDE = 560;
const DIAGONAL = [
  [0, 0],
  [1, 1],
] as const;

/** How often answers were right against how sure they were: on the diagonal a model is as often right as it says. */
export function drawReliability({ reliability, ece }: Evaluation): Figure {
  const title = "Reliability diagram";
  const description = describe(reliability, ece);
  const most = Math.max(...reliability.map(({ rows }) => rows));
  const dots = reliability.map((bin) => dot(bin, most));
  const axis = { domain: [0, 1], ticks: 10, grid: true, tickFormat: wholePercent };
  const svg = drawFigure(
    { title, description },
    {
      width: SIDE,
      height: SIDE,
      marginTop: 52,
      marginRight: 20,
      marginBottom: 48,
      marginLeft: 56,
      inset: LARGEST_DOT,
      x: { ...axis, label: "confidence of the answer", labelOffset: 40 },
      y: { ...axis, label: "share of right answers", labelOffset: 48 },
      r: { type: "identity" },
      marks: [
        Plot.line(DIAGONAL, { stroke: "currentColor", strokeOpacity: FAINT, strokeDasharray: "4,4" }),
        note("right more often than it says", [0, 1], "start"),
        note("right less often than it says", [1, 0], "end"),
        Plot.ruleX(dots, {
          x: "confidence",
          y1: "low",
          y2: "high",
          stroke: BLUE,
          strokeWidth: 2,
          strokeOpacity: FAINT,
        }),
        Plot.dot(dots, { x: "confidence", y: "accuracy", r: "radius", fill: BLUE, ...DOT_EDGE }),
        Plot.text(dots, { x: "middle", text: "count", frameAnchor: "top", dy: -16, fontSize: 11 }),
        Plot.text(["rows"], { frameAnchor: "top-left", dx: -48, dy: -16, fontSize: 11 }),
      ],
    },
  );
  return { file: "figures/reliability.svg", title, description, svg };
}

function dot(bin: Bin, most: number): object {
  const [low, high] = wilsonInterval(bin.accuracy * bin.rows, bin.rows);
  return {
    ...bin,
    low,
    high,
    radius: Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt(bin.rows / most)),
    // Of the bin, lest counts of neighbouring dots overlap.
    middle: (Math.max(1, Math.ceil(bin.confidence * BINS)) - 0.5) / BINS,
    count: briefly(bin.rows),
  };
}

function note(text: string, place: readonly [number, number], textAnchor: "start" | "end"): Plot.Markish {
  return Plot.text([place], { text: [text], textAnchor, ...TEXT_EDGE, fillOpacity: 0.7 });
}

function describe(bins: readonly Bin[], ece: number): string {
  const fullest = bins.reduce((one, other) => (other.rows > one.rows ? other : one));
  return [
    "How often answers were right against how confident they were, with the number of rows and the range in which the true share lies",
    `with 95 % probability. The ${grouped(fullest.rows)} answers of the fullest bin were ${percent(fullest.confidence)} confident on`,
    `average, and ${percent(fullest.accuracy)} of them right. The expected calibration error is ${ece.toFixed(4)}.`,
  ].join(" ");
}
