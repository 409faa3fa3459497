import { drawFigure, Plot } from "@eslabon/figures";
import type { Evaluation } from "../../evaluation.ts";
import type { Manifest } from "../../manifest.ts";
import { tenthsAround } from "./axis.ts";
import type { Figure } from "./figure.ts";
import { BLUE, DOT_EDGE, ORANGE, TEXT_EDGE } from "./ink.ts";
import { asGiven, percent, wholePercent } from "./numbers.ts";

const NOTHING_DECIDED = "with the model's own threshold nothing is decided";

/** How often decisions are right against how many there are, for each confidence that could be demanded. */
export function drawCoverage(
  { thresholds, decided }: Evaluation,
  { confidence, precision }: Manifest["threshold"],
): Figure {
  const title = "Decisions";
  const description = describe(thresholds, decided, confidence);
  const [lowest] = tenthsAround([precision, ...thresholds.map((point) => point.precision)]);
  const svg = drawFigure(
    { title, description },
    {
      width: 640,
      height: 360,
      marginTop: 36,
      marginRight: 96,
      marginBottom: 48,
      marginLeft: 56,
      inset: 6,
      x: {
        domain: [0, 1],
        label: "share of rows decided",
        labelOffset: 40,
        grid: true,
        tickFormat: wholePercent,
      },
      y: {
        domain: [lowest, 1],
        label: "share of decisions that are right",
        grid: true,
        tickFormat: wholePercent,
      },
      marks: [
        Plot.ruleY([precision], { stroke: ORANGE, strokeDasharray: "4,4" }),
        Plot.text([precision], {
          y: (wanted: number) => wanted,
          text: (wanted: number) => `${asGiven(wanted)} wanted`,
          frameAnchor: "right",
          textAnchor: "start",
          dx: 8,
        }),
        Plot.line(thresholds, { x: "coverage", y: "precision", stroke: BLUE, strokeWidth: 2 }),
        Plot.dot(thresholds, { x: "coverage", y: "precision", r: 2.5, fill: BLUE }),
        ...markDecided(decided, confidence),
      ],
    },
  );
  return { file: "figures/coverage.svg", title, description, svg };
}

/** What the model's own threshold comes to; written where the curve hardly ever is. */
function markDecided({ coverage, precision }: Evaluation["decided"], confidence: number): Plot.Markish[] {
  const corner = { frameAnchor: "bottom-left" } as const;
  const write = (text: string): Plot.Markish =>
    Plot.text([text], { ...corner, dx: 24, dy: -11, ...TEXT_EDGE });
  if (coverage === 0) return [write(NOTHING_DECIDED)];
  return [
    Plot.dot([[coverage, precision]], { r: 5, fill: ORANGE, ...DOT_EDGE }),
    Plot.dot([0], { ...corner, dx: 12, dy: -16, r: 5, fill: ORANGE }),
    write(`threshold ${confidence}: ${percent(coverage)} decided, ${percent(precision)} of them right`),
  ];
}

function describe(
  thresholds: Evaluation["thresholds"],
  { coverage, precision }: Evaluation["decided"],
  confidence: number,
): string {
  const own =
    coverage === 0
      ? NOTHING_DECIDED
      : `from a confidence of ${confidence} on, the model's own threshold, ${percent(coverage)} are decided, ${percent(precision)} of them rightly`;
  return `How often decisions are right against how many rows are decided: ${own}; were all answers decisions, ${percent(thresholds.at(-1)!.precision)} would be right.`;
}
