import {
  type DatasetDiff,
  type Examples,
  type LeftOutRow,
  markWords,
  type Piece,
  type Row,
} from "@eslabon/data";
import { oneLine } from "./one-line.ts";
import { print, styled } from "./print.ts";

/** Where a terminal does not say how wide it is. */
const WIDTH = 100;
const NARROWEST = 40;
const LONGEST_VALUE = 60;
/** So many characters of the words that stayed are shown on either side of those that did not. */
const CONTEXT = 24;

type Style = "cyan" | "green" | "red" | "yellow";

/** How the examples of a kind are shown: title, colour, and the lines below a row's text. */
type Show = {
  readonly [Kind in keyof Examples]: readonly [
    title: string,
    style: Style,
    lines: (example: Examples[Kind][number]) => readonly string[],
  ];
};

const SHOW: Show = {
  relabelled: ["with another label", "yellow", ({ from, to }) => [`${short(from)} → ${short(to)}`]],
  repaired: ["with another text", "yellow", ({ from, to }) => wordLine(from, to)],
  edited: [
    "with another value in other fields",
    "yellow",
    ({ fields }) => fields.map(({ field, from, to }) => `${short(field)}: ${value(from)} → ${value(to)}`),
  ],
  moved: ["on the other side of the split", "yellow", ({ from, to }) => [`${from} → ${to}`]],
  added: ["added", "green", labelLine],
  back: ["back", "green", labelLine],
  merged: ["merged", "red", whyLines],
  rejected: ["rejected", "red", whyLines],
  gone: ["gone from the sources", "red", labelLine],
};

/** The first rows of each kind, with what they said and say. */
export function printDiffExamples({ rows, examples }: DatasetDiff, top: number): void {
  for (const kind of Object.keys(SHOW) as (keyof Examples)[]) {
    printKind(SHOW[kind] as Show["added"], rows[kind], examples[kind].slice(0, top));
  }
}

function printKind([title, style, lines]: Show["added"], all: number, shown: readonly Row[]): void {
  if (shown.length === 0) return;
  const which = shown.length < all ? `, the first ${shown.length} of them` : "";
  print(`\n${styled("bold", "Rows")} ${title}: ${all.toLocaleString("en")}${which}`);
  for (const row of shown) {
    print(`${styled(style, "•")} ${oneLine(row.text, width())}`);
    for (const line of lines(row)) print(`    ${line}`);
    print(`    ${styled("dim", oneLine(row.id, width()))}`);
  }
}

function labelLine({ label }: Row): readonly string[] {
  return [short(label)];
}

function whyLines({ label, step, reason, into }: LeftOutRow): readonly string[] {
  const where = into === undefined ? "" : ` as ${into}`;
  return [short(label), oneLine(`${step}: ${reason}${where}`, width())];
}

/** Both texts as one, marked as `git diff --word-diff` does it, so that it is seen without colours, too. */
function wordLine(from: string, to: string): readonly string[] {
  const pieces = markWords(oneLine(from, Infinity), oneLine(to, Infinity));
  const shown = pieces.map((piece, index) => show(piece, index === 0, index === pieces.length - 1));
  return [shown.join("")];
}

function show({ text, kind }: Piece, isFirst: boolean, isLast: boolean): string {
  if (kind === "gone") return styled("red", `[-${text}-]`);
  return kind === "new" ? styled("green", `{+${text}+}`) : shorten(text, isFirst, isLast);
}

/** Words that stayed, without those that are far from any that did not. */
function shorten(text: string, isFirst: boolean, isLast: boolean): string {
  const characters = Array.from(text);
  const [before, after] = [isFirst ? 0 : CONTEXT, isLast ? 0 : CONTEXT];
  if (characters.length <= before + after + 1) return text;
  const end = characters.length - after;
  return `${characters.slice(0, before).join("")}…${characters.slice(end).join("")}`;
}

function value(said: string | number | null): string {
  return said === null ? "–" : short(String(said));
}

function short(said: string): string {
  return oneLine(said, LONGEST_VALUE);
}

function width(): number {
  return Math.max(NARROWEST, process.stdout.columns || WIDTH) - "    ".length;
}
