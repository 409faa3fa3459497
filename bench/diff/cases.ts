import type { RowCounts } from "@eslabon/data";
import { NOTHING, type Version } from "./generate.ts";

/** A version to compare the first one with, and what has to be found. */
export interface Case {
  readonly name: string;
  readonly version: (rows: number) => Version;
  readonly expected: (rows: number) => Partial<RowCounts>;
}

/** Every row whose number leaves a rest: no two kinds of change meet in a row. */
const EVERY = { relabelled: 500, repaired: 1000, rejected: 5000, merged: 5000, gone: 2000 };
const SOME: Omit<Version, "rows"> = {
  relabelled: `n % ${EVERY.relabelled} = 1`,
  repaired: `n % ${EVERY.repaired} = 2`,
  rejected: `n % ${EVERY.rejected} = 3`,
  merged: `n % ${EVERY.merged} = 4`,
  gone: `n % ${EVERY.gone} = 5`,
};
const ADDED = 0.01;

/** Rows are a multiple of 10,000, so that each kind is counted without a rest. */
export const STEP = 10_000;

export const cases: readonly Case[] = [
  {
    name: "a version of its usual kind: some labels, texts and rows",
    version: (rows) => ({ ...NOTHING, ...SOME, rows }),
    expected: (rows) => ({
      relabelled: rows / EVERY.relabelled,
      repaired: rows / EVERY.repaired,
      rejected: rows / EVERY.rejected,
      merged: rows / EVERY.merged,
      gone: rows / EVERY.gone,
      added: 0,
    }),
  },
  {
    name: "1 % more rows",
    version: (rows) => ({ ...NOTHING, rows: rows * (1 + ADDED) }),
    expected: (rows) => ({ same: rows, added: rows * ADDED }),
  },
  {
    name: "another text in every row",
    version: (rows) => ({ ...NOTHING, rows, repaired: "true" }),
    expected: (rows) => ({ same: 0, altered: rows, repaired: rows, relabelled: 0 }),
  },
];
