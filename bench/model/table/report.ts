import type { Measurement } from "../measurement.ts";
import type { ScopeFigure } from "../scope.ts";
import type { Figures } from "./figures.ts";

/** One training of one contestant on one set. */
export interface Run {
  readonly set: string;
  readonly contestant: string;
  readonly seed: number;
  readonly measurement: Measurement;
  readonly figures: Figures;
  readonly scope: ScopeFigure | undefined;
  /** Of the package that ours stored. */
  readonly digest: string | undefined;
}

export interface Result {
  readonly name: string;
  readonly contestant: string;
  readonly ours: boolean;
  /** The medians of all seeds. */
  readonly figures: Figures;
  /** By which score it tells what is out of scope. */
  readonly scopeScore: string | undefined;
}

export interface SetReport {
  readonly name: string;
  readonly language: string;
  readonly trainingRows: number;
  readonly testRows: number;
  readonly labels: number;
  readonly results: readonly Result[];
  /** Whether our packages are the same to the byte for all numbers of threads, seed by seed; undefined when there was only one. */
  readonly sameBytes: boolean | undefined;
}
