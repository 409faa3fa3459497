/** Values from `from` to below `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How many positive values lie where, in bins of which `perDoubling` lead to twice the value; no gap between the first and the last. */
export function logBins(values: readonly number[], perDoubling: number): Bin[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = Math.floor(Math.log2(value) * perDoubling);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: 2 ** ((first + index) / perDoubling),
    to: 2 ** ((first + index + 1) / perDoubling),
    count: counts.get(first + index) ?? 0,
  }));
}
