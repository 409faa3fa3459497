import type { ConfidenceScale } from "../confidence.ts";

/** An answer to a row that was held out, and whether it was right. */
export interface AnswerOdds {
  readonly odds: number;
  readonly isRight: boolean;
}

const STEPS = 30;
/** Holds the scale at intercept 0 and slope 1 where rows are few, or all right. */
const PRIOR = 1;

/**
 * How often answers of such log odds are right: logistic regression on one number (Platt 1999), by Newton's method, with a Gaussian prior.
 * Rounded to 4 digits, so that it is the same on every machine.
 */
export function fitConfidence(answers: readonly AnswerOdds[]): ConfidenceScale {
  let [intercept, slope] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    // Gradient and Hessian of the negative log likelihood.
    let [g0, g1, h00, h01, h11] = [PRIOR * intercept, PRIOR * (slope - 1), PRIOR, 0, PRIOR];
    for (const { odds, isRight } of answers) {
      const share = 1 / (1 + Math.exp(-(intercept + slope * odds)));
      const error = share - (isRight ? 1 : 0);
      const curvature = share * (1 - share);
      g0 += error;
      g1 += error * odds;
      h00 += curvature;
      h01 += curvature * odds;
      h11 += curvature * odds * odds;
    }
    const determinant = h00 * h11 - h01 * h01;
    intercept -= (h11 * g0 - h01 * g1) / determinant;
    slope -= (h00 * g1 - h01 * g0) / determinant;
  }
  return { intercept: rounded(intercept), slope: Math.max(rounded(slope), LEAST_SLOPE) };
}

/** A surer answer is never less probably right. */
const LEAST_SLOPE = 0.01;

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
