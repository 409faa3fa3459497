import { mean, median, quantile } from "../../statistics.ts";
import type { Answer, Measurement } from "../measurement.ts";
import { accuracy, calibrationError, macroF1 } from "../scores.ts";
import type { ScopeFigure } from "../scope.ts";
import type { StoredSize } from "../stored-size.ts";

/** The figures of the table for one contestant on one set. */
export interface Figures extends StoredSize {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Undefined for a contestant that states no probabilities. */
  readonly calibrationError: number | undefined;
  /** Undefined for a set without texts that are out of scope. */
  readonly outOfScopeAuroc: number | undefined;
  readonly trainingCpuSeconds: number;
  readonly trainingWallSeconds: number;
  readonly meanMicroseconds: number;
  readonly p50Microseconds: number;
  readonly p99Microseconds: number;
  readonly maxMicroseconds: number;
}

export function figures(
  labels: readonly string[],
  measurement: Measurement,
  size: StoredSize,
  scope: ScopeFigure | undefined,
): Figures {
  const { answers, microseconds } = measurement;
  refuseMissing(labels, answers, microseconds);
  return {
    accuracy: accuracy(labels, answers),
    macroF1: macroF1(labels, answers),
    calibrationError: calibrationError(labels, answers),
    outOfScopeAuroc: scope?.auroc,
    trainingCpuSeconds: measurement.trainingCpuSeconds,
    trainingWallSeconds: measurement.trainingWallSeconds,
    meanMicroseconds: mean(microseconds),
    p50Microseconds: quantile(microseconds, 0.5),
    p99Microseconds: quantile(microseconds, 0.99),
    maxMicroseconds: Math.max(...microseconds),
    ...size,
  };
}

/** Figure by figure the median of several runs; undefined where a run lacks it. */
export function medianFigures(runs: readonly Figures[]): Figures {
  const names = Object.keys(runs[0]!) as (keyof Figures)[];
  const medians = names.map((name) => {
    const values = runs.map((run) => run[name]).filter((value) => value !== undefined);
    return [name, values.length === runs.length ? median(values) : undefined];
  });
  return Object.fromEntries(medians) as Figures;
}

function refuseMissing(
  labels: readonly string[],
  answers: readonly Answer[],
  microseconds: readonly number[],
): void {
  if (answers.length === labels.length && microseconds.length === labels.length) return;
  throw new Error(`${answers.length} answers and ${microseconds.length} times to ${labels.length} texts`);
}
