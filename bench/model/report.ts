import type { Machine } from "../machine.ts";
import type { Figures } from "./result.ts";

export interface Result {
  readonly name: string;
  readonly contestant: string;
  readonly ours: boolean;
  readonly figures: Figures;
}

export interface SetReport {
  readonly name: string;
  readonly language: string;
  readonly trainingRows: number;
  readonly testRows: number;
  readonly labels: number;
  readonly results: readonly Result[];
}

/** All that one run of the benchmark found out, as plain data. */
export interface Report {
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly command: string;
  readonly repeat: number;
  readonly sets: readonly SetReport[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}
