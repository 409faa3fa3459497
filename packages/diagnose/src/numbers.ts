/** Milliseconds as people read them: `0.084 ms`, `12.5 ms`, `3,214 ms`. */
export function ms(value: number): string {
  if (value >= 100) return `${grouped(Math.round(value))} ms`;
  return `${value >= 1 ? value.toFixed(1) : value.toFixed(3)} ms`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** 1,500. */
export function grouped(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 0 });
}

/** Cores as Kubernetes has them: `100m`; from one on, `2` or `1.5`. */
export function cores(value: number): string {
  return value >= 1 ? String(Math.round(value * 100) / 100) : `${Math.round(value * 1000)}m`;
}

/** Bytes as Kubernetes has them, whole mebibytes. */
export function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)}Mi`;
}
