import { figure, percent } from "../../markdown.ts";
import type { Figures } from "./figures.ts";

/** A column of the table. */
export interface Measure {
  readonly name: keyof Figures;
  readonly title: string;
  readonly better: "more" | "less";
  readonly show: (value: number) => string;
}

export const measures: readonly Measure[] = [
  { name: "accuracy", title: "accuracy", better: "more", show: percent },
  { name: "macroF1", title: "macro-F1", better: "more", show: percent },
  { name: "calibrationError", title: "ECE", better: "less", show: thousandths },
  { name: "outOfScopeAuroc", title: "out-of-scope AUROC", better: "more", show: thousandths },
  { name: "trainingCpuSeconds", title: "training, CPU s", better: "less", show: tenths },
  { name: "trainingWallSeconds", title: "training, wall s", better: "less", show: tenths },
  { name: "meanMicroseconds", title: "one text, mean µs", better: "less", show: figure },
  { name: "p50Microseconds", title: "p50 µs", better: "less", show: figure },
  { name: "p99Microseconds", title: "p99 µs", better: "less", show: figure },
  { name: "maxMicroseconds", title: "max µs", better: "less", show: figure },
  { name: "modelBytes", title: "stored, MB", better: "less", show: megabytes },
  { name: "gzippedBytes", title: "gzipped, MB", better: "less", show: megabytes },
];

/** The figure as the table shows it, or a dash. */
export function show(figures: Figures | undefined, name: keyof Figures): string {
  const value = figures?.[name];
  return value === undefined ? "–" : measures.find((measure) => measure.name === name)!.show(value);
}

function tenths(value: number): string {
  return figure(value, 1);
}

function thousandths(value: number): string {
  return figure(value, 3);
}

function megabytes(bytes: number): string {
  return figure(bytes / 1e6, 1);
}
