import type { FullAnswer } from "./measurement.ts";

/** How well one of a contestant's scores tells texts that have a label from those that none fits. */
export interface ScopeFigure {
  readonly score: string;
  readonly auroc: number;
}

/** A point of the ROC curve, as shares from 0 to 1. */
export interface RocPoint {
  /** Of the texts out of scope: those that would be answered nevertheless. */
  readonly outOfScope: number;
  /** Of the texts in scope: those that would be answered. */
  readonly inScope: number;
}

/** The score of the contestant that tells best, or undefined when it has none. */
export function bestScore(
  inScope: readonly FullAnswer[],
  outOfScope: readonly FullAnswer[],
): ScopeFigure | undefined {
  const names = [...new Set(inScope.flatMap(({ scores }) => Object.keys(scores)))];
  const found = names.map((score) => ({
    score,
    auroc: auroc(scoresOf(inScope, score), scoresOf(outOfScope, score)),
  }));
  return found.toSorted((a, b) => b.auroc - a.auroc)[0];
}

/** What could not be answered is surely out of scope. */
export function scoresOf(answers: readonly FullAnswer[], score: string): number[] {
  return answers.map(({ scores }) => scores[score] ?? -Infinity);
}

/**
 * The area under the ROC curve: how probable it is that a text in scope has a higher score than one out of scope, where equal scores
 * count half (Mann and Whitney 1947).
 */
export function auroc(inScope: readonly number[], outOfScope: readonly number[]): number {
  const curve = rocCurve(inScope, outOfScope);
  return curve.slice(1).reduce((area, to, index) => {
    const from = curve[index]!;
    return area + ((to.outOfScope - from.outOfScope) * (to.inScope + from.inScope)) / 2;
  }, 0);
}

/** From nothing answered to all answered, one point for each score that stands on either side. */
export function rocCurve(inScope: readonly number[], outOfScope: readonly number[]): RocPoint[] {
  const texts = [
    ...inScope.map((score) => ({ score, isInScope: true })),
    ...outOfScope.map((score) => ({ score, isInScope: false })),
  ].toSorted(highestFirst);
  const points: RocPoint[] = [{ outOfScope: 0, inScope: 0 }];
  let [outside, inside] = [0, 0];
  for (const [index, { score, isInScope }] of texts.entries()) {
    if (isInScope) inside += 1;
    else outside += 1;
    // Equal scores are answered together.
    if (texts[index + 1]?.score === score) continue;
    points.push({ outOfScope: outside / outOfScope.length, inScope: inside / inScope.length });
  }
  return points;
}

/** Not by the difference, which two infinite scores do not have. */
function highestFirst(a: { readonly score: number }, b: { readonly score: number }): number {
  return Number(a.score < b.score) - Number(a.score > b.score);
}
