/** The margins of all labels for a text, with the label that was right. */
export interface JudgedRow {
  readonly margins: Float32Array;
  readonly target: number;
}

const COLDEST = 0.02;
const HOTTEST = 10;
const STEPS = 40;

/**
 * The temperature by which margins must be divided before the softmax so that its probabilities are calibrated: the one
 * with the least negative log likelihood (Guo et al. 2017, "On calibration of modern neural networks"), by golden-section search on
 * its logarithm, where the loss has one minimum. Rounded to 4 digits, so that it is the same on every machine.
 */
export function fitTemperature(judged: readonly JudgedRow[]): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  for (let step = 0; step < STEPS; step += 1) {
    const reach = (high - low) * ratio;
    const [left, right] = [high - reach, low + reach];
    if (loss(judged, Math.exp(left)) < loss(judged, Math.exp(right))) high = right;
    else low = left;
  }
  return Number(Math.exp((low + high) / 2).toPrecision(4));
}

/**
 * The sum over rows of the cross entropy. The right label's share of the truth is not 1 but (n + 1) / (n + 2), the others share the
 * rest (after Platt 1999): a few rows that are all answered rightly do not make the classifier certain of everything.
 */
function loss(judged: readonly JudgedRow[], temperature: number): number {
  let sum = 0;
  for (const { margins, target } of judged) {
    const doubt = 1 / (judged.length + 2) / (margins.length - 1);
    let powers = 0;
    for (const margin of margins) {
      const logit = (margin - margins[target]!) / temperature;
      powers += Math.exp(logit);
      sum -= doubt * logit;
    }
    sum += Math.log(powers);
  }
  return sum;
}
