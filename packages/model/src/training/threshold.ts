/** An answer to a row that was held out: how sure it was, and whether it was right. */
export interface JudgedAnswer {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** From which confidence on an answer is a decision, and what held-out rows say of that. Shares are from 0 to 1. */
export interface Threshold {
  readonly confidence: number;
  /** The wanted share of right answers among the decisions. */
  readonly precision: number;
  /** The share of rows that is decided; 0 when no threshold gives the precision. */
  readonly coverage: number;
}

/**
 * The lowest confidence from which on the answers are right as often as wanted: the point of the risk–coverage curve with the
 * greatest coverage (El-Yaniv and Wiener 2010, "On the foundations of noise-free selective classification"). Rounded to 4 digits.
 */
export function chooseThreshold(answers: readonly JudgedAnswer[], precision: number): Threshold {
  const surestFirst = answers.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let decided = 0;
  let confidence = 1;
  for (const [index, answer] of surestFirst.entries()) {
    if (answer.isRight) right += 1;
    if (right / (index + 1) < precision) continue;
    // Equally sure answers are decided together.
    if (surestFirst[index + 1]?.confidence === answer.confidence) continue;
    decided = index + 1;
    confidence = answer.confidence;
  }
  return {
    confidence: Math.floor(confidence * 1e4) / 1e4,
    precision,
    coverage: Math.round((decided / Math.max(1, answers.length)) * 1e6) / 1e6,
  };
}
