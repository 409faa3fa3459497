import { drawFigure, Plot } from "@eslabon/figures";
import { figure } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { colourOf } from "../picture.ts";
import { type RocPoint, rocCurve, scoresOf } from "../scope.ts";
import type { ShownRun } from "./pictures.ts";

interface Curve {
  readonly set: string;
  readonly title: string;
  readonly auroc: number;
  readonly points: readonly RocPoint[];
}

/** The corner that matters: who is asked to let more through on the left has given up on telling. */
const MOST_OUTSIDE = 0.5;
const LEAST_INSIDE = 0.5;
const LEGEND = { right: 0.985, bottom: 0.03, line: 0.035 };

/** How much of what is in scope is answered, against how much of what is not: the ROC curve of every contestant. */
export function drawOutOfScope(shown: readonly ShownRun[]): Picture | undefined {
  const curves = shown.flatMap(curveOf);
  if (curves.length === 0) return undefined;
  const described = curves.map(({ title, auroc }) => `${title} ${figure(auroc, 3)}`);
  const description = `Area under the curve: ${described.join("; ")}`;
  const about = { title: `Out of scope, ${curves[0]!.set}`, description };
  const legend = curves.map(({ title, auroc }, index) => ({
    text: `${title}  ${figure(auroc, 3)}`,
    colour: colourOf(index),
    y: LEAST_INSIDE + LEGEND.bottom + (curves.length - 1 - index) * LEGEND.line,
  }));
  const svg = drawFigure(about, {
    width: 640,
    height: 480,
    marginLeft: 52,
    marginTop: 36,
    marginBottom: 44,
    x: {
      domain: [0, MOST_OUTSIDE],
      label: "share of out-of-scope texts that are answered",
      grid: true,
      percent: false,
    },
    y: { domain: [LEAST_INSIDE, 1], label: "share of texts in scope that are answered", grid: true },
    marks: [
      ...curves
        .map(({ points }, index) => ({ points, index }))
        // Ours comes last, above the others.
        .reverse()
        .map(({ points, index }) =>
          Plot.line(points, {
            x: "outOfScope",
            y: "inScope",
            stroke: colourOf(index),
            strokeWidth: index === 0 ? 2.5 : 1.5,
            clip: true,
          }),
        ),
      Plot.text(legend, {
        text: "text",
        x: MOST_OUTSIDE * LEGEND.right,
        y: "y",
        fill: "colour",
        textAnchor: "end",
        fontWeight: "bold",
      }),
    ],
  });
  return { file: "bench-out-of-scope.svg", description: `${about.title}. ${description}.`, svg };
}

function curveOf({ run, title }: ShownRun): Curve[] {
  const [inScope, outOfScope] = run.measurement.asked;
  if (!run.scope || !inScope || !outOfScope) return [];
  const { score, auroc } = run.scope;
  const points = rocCurve(scoresOf(inScope, score), scoresOf(outOfScope, score));
  return [{ set: run.set, title, auroc, points: thinned(points) }];
}

/** Points that nobody could tell apart are left out. */
function thinned(points: readonly RocPoint[]): RocPoint[] {
  const kept: RocPoint[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const apart = last ? point.outOfScope - last.outOfScope + point.inScope - last.inScope : 1;
    if (apart >= 0.004 || point === points.at(-1)) kept.push(point);
  }
  return kept;
}
