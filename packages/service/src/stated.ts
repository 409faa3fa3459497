/** How many steps there are from 0 to 1. */
export const STEPS = 1e6;

/** A probability to six places: more mean nothing, and sixteen take as long to write as the rest of the answer. */
export function stated(score: number): number {
  return Math.round(score * STEPS) / STEPS;
}
