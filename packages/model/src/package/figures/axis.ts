/** The tenths between which all shares lie. Never one tenth alone, which would be an axis without a length. */
export function tenthsAround(shares: readonly number[]): [low: number, high: number] {
  // A share on a tenth has its place at the upper end, or at 0.
  const low = Math.max(0, Math.ceil(Math.min(...shares) * 10 - 1e-9) - 1);
  const high = Math.max(low + 1, Math.ceil(Math.max(...shares) * 10 - 1e-9));
  return [low / 10, high / 10];
}
