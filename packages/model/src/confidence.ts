import { Type, type Static } from "typebox";

/** How log odds become a confidence: what held-out rows have taught. */
export const ConfidenceScale = Type.Object({
  intercept: Type.Number(),
  slope: Type.Number({ exclusiveMinimum: 0 }),
});
export type ConfidenceScale = Static<typeof ConfidenceScale>;

/** Odds beyond this are not told apart. */
const LEAST_ODDS = 1e-12;

/**
 * How sure an answer can be, as log odds: those of the first label after half its logit, so that many labels that are slightly probable
 * count as doubt (a high temperature tells texts of unknown kinds from others: Liang et al. 2018, "ODIN"), and after a part of that
 * where a part of the text is unknown.
 *
 * @param known the share of the document's weight that is in n-grams that the model knows, from 0 to 1
 */
export function logOdds(probabilities: Float64Array, known: number): number {
  const highest = Math.max(...probabilities);
  let others = -1;
  for (const probability of probabilities) others += (probability / highest) ** (known / 2);
  return -Math.log(Math.max(others, LEAST_ODDS));
}

/** The probability that the first label is right, whatever the text is about, from 0 to 1. */
export function confidenceOf(odds: number, { intercept, slope }: ConfidenceScale): number {
  return 1 / (1 + Math.exp(-(intercept + slope * odds)));
}
