/** `0.9342` → `93.4 %` */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** `0.9` → `90 %`, `0.995` → `99.5 %`: a share that somebody chose, with the digits that it has. */
export function asGiven(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}

/** `0.3` → `30 %` */
export function wholePercent(share: number): string {
  return percent(share, 0);
}

/** `12345` → `12,345`, whatever a machine's language is. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** `12345` → `12k`, where there is little room. */
export function briefly(count: number): string {
  if (count < 1000) return String(count);
  const [divisor, unit] = count < 1e6 ? [1e3, "k"] : [1e6, "M"];
  return `${Number((count / divisor).toPrecision(2))}${unit}`;
}
