import type { DatasetDiff } from "@eslabon/data";
import { type Change, largestStep } from "@eslabon/link";
import { oneLine } from "./one-line.ts";
import { printDiffExamples } from "./print-diff-examples.ts";
import { print, styled } from "./print.ts";
import { table } from "./table.ts";

const LONGEST_LABEL = 60;
const STYLES = { patch: "cyan", minor: "yellow", major: "red" } as const;

/** What has changed, the version that it calls for, and of long lists the first `top`. */
export function printDiff(diff: DatasetDiff, changes: readonly Change[], top: number): void {
  print(`from  ${describe(diff.from)}`);
  print(`to    ${describe(diff.to)}\n`);
  printChanges(changes);
  if (changes.length === 0) return;
  printCounts(diff);
  printLabelRows(diff, top);
  printRelabellings(diff, top);
  printDiffExamples(diff, top);
}

function describe({ package: name, version, rows, labels, folder }: DatasetDiff["from"]): string {
  return `${name} ${version}: ${count(rows)} rows, ${labels} labels ${styled("dim", folder)}`;
}

function printChanges(changes: readonly Change[]): void {
  const step = largestStep(changes);
  if (step === undefined) {
    print("Nothing has changed.");
    return;
  }
  print(`It calls for a ${styled(["bold", STYLES[step]], step)} version:`);
  for (const change of changes) {
    print(`  ${styled(STYLES[change.step], change.step)}  ${oneLine(change.what, Infinity)}`);
  }
}

/** Rows that are not the same, in each way, and those that are. */
function printCounts({ rows }: DatasetDiff): void {
  const counts = [
    ["as they were", rows.same],
    ["with another label", rows.relabelled],
    ["with another text", rows.repaired],
    ["with another value in other fields", rows.edited],
    ["on the other side of the split", rows.moved],
    ["added", rows.added],
    ["back", rows.back],
    ["merged", rows.merged],
    ["rejected", rows.rejected],
    ["gone from the sources", rows.gone],
  ] as const;
  const shown = counts.filter(([what, rows]) => rows > 0 || what === "as they were");
  print("");
  for (const line of table([["Rows", ""], ...shown.map(([what, rows]) => [what, count(rows)])])) print(line);
}

/** Those whose rows have become more or fewer, where most have first. */
function printLabelRows({ labelRows }: DatasetDiff, top: number): void {
  const changed = labelRows
    .map((each) => ({ ...each, change: each.to - each.from }))
    .filter(({ change }) => change !== 0)
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
  if (changed.length === 0) return;
  const shown = changed
    .slice(0, top)
    .map(({ label, from, to, change }) => [
      oneLine(label, LONGEST_LABEL),
      ...[from, to].map(count),
      `${change < 0 ? "−" : "+"}${count(Math.abs(change))}`,
    ]);
  print("");
  for (const line of table([["Labels", "had", "have", "change"], ...shown])) print(line);
  printLeft(changed.length - shown.length);
}

function printRelabellings({ relabellings }: DatasetDiff, top: number): void {
  if (relabellings.length === 0) return;
  const shown = relabellings.slice(0, top);
  const pairs = shown.map(({ from, to, rows }) => [
    `${oneLine(from, LONGEST_LABEL)} → ${oneLine(to, LONGEST_LABEL)}`,
    count(rows),
  ]);
  print("");
  for (const line of table([["Labels corrected", "rows"], ...pairs])) print(line);
  printLeft(relabellings.length - shown.length);
}

function printLeft(count: number): void {
  if (count > 0) print(styled("dim", `and ${count} more`));
}

function count(value: number): string {
  return value.toLocaleString("en");
}
