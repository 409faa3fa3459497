import { fileURLToPath } from "node:url";
import { Eta } from "eta";
import { type Change, largestStep } from "@eslabon/link";
import type { DatasetDiff, RowCounts } from "./dataset-diff.ts";
import { markWords } from "./mark-words.ts";

const views = fileURLToPath(new URL("../../templates", import.meta.url));
const html = new Eta({ views, autoTrim: false });

/** Kinds of rows that are listed as they are. */
const LISTED = [
  { kind: "added", title: "Rows added" },
  { kind: "back", title: "Rows that are back" },
  { kind: "gone", title: "Rows gone from the sources" },
] as const;

/** A diff for people: one HTML file that needs nothing else. */
export function diffPage(diff: DatasetDiff, changes: readonly Change[]): string {
  return html.render("diff.html.eta", {
    diff,
    changes,
    step: largestStep(changes),
    account: accountOf(diff),
    listed: LISTED,
    moved: diff.labelRows.filter(({ from, to }) => from !== to),
    markWords,
    first: (shown: readonly unknown[], all: number): string =>
      shown.length < all ? `, the first ${shown.length} of them` : "",
    figure: (value: number): string => value.toLocaleString("en"),
    signed: (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toLocaleString("en")}`,
    share: (count: number, all: number): string => ((100 * count) / all).toFixed(1),
    source: (id: string): string => id.slice(0, id.indexOf(":") + 1),
    row: (id: string): string => id.slice(id.indexOf(":") + 1),
  });
}

/** From the rows that there were to those that there are. */
function accountOf({
  from,
  to,
  rows,
}: DatasetDiff): readonly (readonly [sign: string, what: string, rows: number])[] {
  const part = (sign: string, what: string, kind: keyof RowCounts): [string, string, number][] =>
    rows[kind] === 0 ? [] : [[sign, what, rows[kind]]];
  return [
    ["", "rows before", from.rows],
    ...part("−", "merged", "merged"),
    ...part("−", "rejected", "rejected"),
    ...part("−", "gone", "gone"),
    ...part("+", "back", "back"),
    ...part("+", "added", "added"),
    ["=", "rows now", to.rows],
  ];
}
