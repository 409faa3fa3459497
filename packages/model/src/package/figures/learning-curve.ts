import { drawFigure, Plot } from "@eslabon/figures";
import type { LearningPoint } from "../../training/learning-curve.ts";
import { tenthsAround } from "./axis.ts";
import type { Figure } from "./figure.ts";
import { BLUE, TEXT_EDGE } from "./ink.ts";
import { grouped, percent, wholePercent } from "./numbers.ts";

/** What more rows have brought, and so what still more may bring. */
export function drawLearningCurve(points: readonly LearningPoint[]): Figure {
  const title = "Learning curve";
  const description = describe(points);
  const at = { x: "rows", y: "accuracy" };
  const svg = drawFigure(
    { title, description },
    {
      width: 640,
      height: 360,
      marginTop: 36,
      marginRight: 40,
      marginBottom: 48,
      marginLeft: 56,
      inset: 12,
      insetLeft: 32,
      x: {
        type: "log",
        label: "training rows",
        labelOffset: 40,
        ticks: points.map(({ rows }) => rows),
        tickFormat: grouped,
        grid: true,
      },
      y: {
        domain: tenthsAround(points.map(({ accuracy }) => accuracy)),
        label: "accuracy on the test rows",
        tickFormat: wholePercent,
        grid: true,
      },
      marks: [
        Plot.line(points, { ...at, stroke: BLUE, strokeWidth: 2 }),
        Plot.dot(points, { ...at, r: 4, fill: BLUE }),
        Plot.text(points, {
          ...at,
          text: ({ accuracy }: LearningPoint) => percent(accuracy),
          dy: -14,
          ...TEXT_EDGE,
        }),
      ],
    },
  );
  return { file: "figures/learning-curve.svg", title, description, svg };
}

function describe(points: readonly LearningPoint[]): string {
  const list = points.map(({ rows, accuracy }) => `${percent(accuracy)} with ${grouped(rows)}`);
  return `Accuracy on the test rows by the number of training rows: ${list.join(", ")}.`;
}
