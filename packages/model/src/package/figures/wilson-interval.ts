/** The normal distribution's 97.5th percentile: 95 of 100 such intervals hold the true share. */
const Z = 1.959964;

/**
 * Between which shares the true one probably lies when `right` of `rows` are right (Wilson 1927). Unlike a mean with its standard error
 * it stays within 0 and 1, and has a width when all or none of a few rows are right.
 */
export function wilsonInterval(right: number, rows: number): [low: number, high: number] {
  const share = right / rows;
  const weight = 1 + Z ** 2 / rows;
  const middle = (share + Z ** 2 / (2 * rows)) / weight;
  const half = (Z / weight) * Math.sqrt((share * (1 - share)) / rows + Z ** 2 / (4 * rows ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
