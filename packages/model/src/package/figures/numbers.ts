/** `0.9342` → `93.4 %` */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
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
