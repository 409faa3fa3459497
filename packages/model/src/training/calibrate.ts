/** The margins of all labels for a document, with the label that was right. */
export interface JudgedRow {
  readonly margins: Float32Array;
  /** The share of the document that the classifier knew, from 0 to 1. */
  readonly known: number;
  readonly target: number;
}

const COLDEST = 0.02;
const HOTTEST = 10;
/** Each makes the interval smaller by {@link GOLDEN}: enough for 4 digits. */
const STEPS = 24;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

interface Point {
  readonly place: number;
  readonly loss: number;
}

/**
 * The temperature by which margins must be divided before the softmax so that its probabilities are calibrated: the one
 * with the least negative log likelihood (Guo et al. 2017, "On calibration of modern neural networks"), by golden-section search on
 * its logarithm, where the loss has one minimum. Rounded to 4 digits, so that it is the same on every machine.
 */
export function fitTemperature(judged: readonly JudgedRow[]): number {
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  const at = (part: number): Point => {
    const place = low + (high - low) * part;
    return { place, loss: loss(judged, Math.exp(place)) };
  };
  let [left, right] = [at(1 - GOLDEN), at(GOLDEN)];
  for (let step = 0; step < STEPS; step += 1) {
    if (left.loss < right.loss) {
      high = right.place;
      [left, right] = [at(1 - GOLDEN), left];
    } else {
      low = left.place;
      [left, right] = [right, at(GOLDEN)];
    }
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
