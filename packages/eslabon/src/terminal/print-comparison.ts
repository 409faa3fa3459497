import type { Comparison } from "@eslabon/model";
import { oneLine } from "./one-line.ts";
import { LONGEST_LABEL, printChanged } from "./print-changed.ts";
import { print, styled } from "./print.ts";
import { table } from "./table.ts";

/** What the user called the models, and which rows they were asked about. */
interface Names {
  readonly a: string;
  readonly b: string;
  readonly on: string;
}

/** Everything that a person wants to know before B takes the place of A; of long lists the first `top`. */
export function printComparison(comparison: Comparison, names: Names, top: number): void {
  printSides(comparison, names);
  print("");
  printFigures(comparison);
  print("");
  printAgreement(comparison);
  printOnlyIn(comparison);
  printLabels(comparison, top);
  printChanged(comparison, top);
}

function printSides({ a, b }: Comparison, names: Names): void {
  print(`A   ${describe(names.a, a)}`);
  print(`B   ${describe(names.b, b)}`);
  print(`on  ${names.on}`);
}

function describe(name: string, { package: packageName, version, data }: Comparison["a"]): string {
  return `${name}: ${packageName} ${version}, trained on ${data.package} ${data.version}`;
}

function printFigures({ a, b, difference }: Comparison): void {
  const row = (name: string, key: "accuracy" | "macroF1" | "decided" | "precision"): string[] => [
    name,
    percent(a[key]),
    percent(b[key]),
    signed(difference[key], (value) => (100 * value).toFixed(2)),
  ];
  const rows = [
    ["", "A", "B", "change"],
    row("accuracy", "accuracy"),
    row("macro-F1", "macroF1"),
    ["ECE", a.ece.toFixed(4), b.ece.toFixed(4), signed(difference.ece, (value) => value.toFixed(4))],
    row("decided", "decided"),
    row("right when decided", "precision"),
    ["no answer", String(a.unanswered), String(b.unanswered), signed(difference.unanswered, String)],
  ];
  for (const line of table(rows)) print(line);
}

function printAgreement({ agreement, mcnemar }: Comparison): void {
  const { bothRight, onlyA, onlyB, bothWrong } = agreement;
  print(`both right ${bothRight}, only A ${onlyA}, only B ${onlyB}, both wrong ${bothWrong}`);
  const p = mcnemar.p < SMALLEST ? `p < ${SMALLEST}` : `p = ${mcnemar.p.toFixed(DIGITS)}`;
  const none = onlyA === onlyB ? "equal" : "chance";
  print(`McNemar's test: ${p} (${mcnemar.method}): ${VERDICTS[mcnemar.better ?? none]}`);
}

const DIGITS = 4;
const SMALLEST = 0.0001;
const VERDICTS = {
  a: "A is better, hardly by chance",
  b: "B is better, hardly by chance",
  chance: "the difference may well be chance",
  equal: "neither is ahead",
};

function printOnlyIn({ onlyIn }: Comparison): void {
  for (const [letter, labels] of Object.entries({ A: onlyIn.a, B: onlyIn.b })) {
    if (labels.length > 0) print(`labels of ${letter} only: ${labels.join(", ")}`);
  }
}

/** Those that lost with the greatest loss first, then those that gained with the greatest gain first. */
function printLabels({ labels }: Comparison, top: number): void {
  const lost = labels.filter(({ difference }) => difference < 0);
  const gained = labels.filter(({ difference }) => difference > 0).reverse();
  const shown = [...lost.slice(0, top), ...gained.slice(0, top)];
  const left = lost.length + gained.length - shown.length;
  const counts = [
    `${lost.length} lost`,
    `${gained.length} gained`,
    `${labels.length - lost.length - gained.length} as before`,
    ...(left > 0 ? [`${left} changed ones not shown`] : []),
  ];
  print(`\n${styled("bold", "Labels")} by F1: ${counts.join(", ")}`);
  if (shown.length === 0) return;
  const rows = shown.map(({ label, rows: count, a, b, difference }) => [
    oneLine(label, LONGEST_LABEL),
    String(count),
    ...[a.recall, b.recall, a.f1, b.f1].map(percent),
    signed(difference, (value) => (100 * value).toFixed(2)),
  ]);
  const [head, ...lines] = table([["", "rows", "recall A", "B", "F1 A", "B", "change"], ...rows]);
  print(head!);
  for (const [index, line] of lines.entries()) {
    print(styled(shown[index]!.difference < 0 ? "red" : "green", line));
  }
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} %`;
}

function signed(value: number | null, format: (value: number) => string): string {
  if (value === null) return "–";
  const text = format(Math.abs(value));
  if (value === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}
