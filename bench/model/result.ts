import { mean, median, quantile } from "../statistics.ts";
import type { Measurement } from "./measurement.ts";
import { accuracy, calibrationError, macroF1 } from "./scores.ts";

/** The figures of the table for one contestant on one set. */
export interface Figures {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Undefined for a contestant that states no probabilities. */
  readonly calibrationError: number | undefined;
  readonly trainingCpuSeconds: number;
  readonly trainingWallSeconds: number;
  readonly meanMicroseconds: number;
  readonly p50Microseconds: number;
  readonly p99Microseconds: number;
  readonly maxMicroseconds: number;
  readonly modelBytes: number;
  readonly gzippedBytes: number;
}

/** What a stored model takes: its files as they are, and each of them through gzip. */
export type StoredSize = Pick<Figures, "modelBytes" | "gzippedBytes">;

export function figures(labels: readonly string[], measurement: Measurement, size: StoredSize): Figures {
  const { answers, microseconds } = measurement;
  if (answers.length !== labels.length || microseconds.length !== labels.length) {
    throw new Error(`${answers.length} answers and ${microseconds.length} times to ${labels.length} texts`);
  }
  return {
    accuracy: accuracy(labels, answers),
    macroF1: macroF1(labels, answers),
    calibrationError: calibrationError(labels, answers),
    trainingCpuSeconds: measurement.trainingCpuSeconds,
    trainingWallSeconds: measurement.trainingWallSeconds,
    meanMicroseconds: mean(microseconds),
    p50Microseconds: quantile(microseconds, 0.5),
    p99Microseconds: quantile(microseconds, 0.99),
    maxMicroseconds: Math.max(...microseconds),
    ...size,
  };
}

/** Figure by figure the median of several runs. */
export function medianFigures(runs: readonly Figures[]): Figures {
  const of = (figure: keyof Figures): number => median(runs.map((run) => run[figure] ?? Number.NaN));
  const probabilities = runs.every((run) => run.calibrationError !== undefined);
  return {
    accuracy: of("accuracy"),
    macroF1: of("macroF1"),
    calibrationError: probabilities ? of("calibrationError") : undefined,
    trainingCpuSeconds: of("trainingCpuSeconds"),
    trainingWallSeconds: of("trainingWallSeconds"),
    meanMicroseconds: of("meanMicroseconds"),
    p50Microseconds: of("p50Microseconds"),
    p99Microseconds: of("p99Microseconds"),
    maxMicroseconds: of("maxMicroseconds"),
    modelBytes: of("modelBytes"),
    gzippedBytes: of("gzippedBytes"),
  };
}
