import type { Manifest } from "../../manifest.ts";
import { drawCoverage } from "./coverage.ts";
import type { Figure } from "./figure.ts";
import { drawLearningCurve } from "./learning-curve.ts";
import { drawReliability } from "./reliability.ts";

/** The figures of a model's card, as far as there is something to show. */
export function drawFigures({ metrics, threshold, learningCurve = [] }: Manifest): readonly Figure[] {
  return [
    ...(metrics.reliability.length > 0 ? [drawReliability(metrics), drawCoverage(metrics, threshold)] : []),
    ...(learningCurve.length > 1 ? [drawLearningCurve(learningCurve)] : []),
  ];
}
