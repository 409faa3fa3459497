import type { Change, Comparison } from "@eslabon/model";
import { nameField } from "./name-field.ts";
import { oneLine } from "./one-line.ts";
import { print, styled } from "./print.ts";

const KINDS = [
  { kind: "lost", title: "A has right and B does not", style: "red" },
  { kind: "won", title: "B has right and A does not", style: "green" },
  { kind: "other", title: "both have wrong, in different ways", style: "yellow" },
] as const;

/** Where a terminal does not say how wide it is. */
const WIDTH = 100;
const NARROWEST = 40;
export const LONGEST_LABEL = 60;

/** The first answers of each kind that changed: the right label, and what each model answered and because of which words. */
export function printChanged({ changed }: Comparison, top: number): void {
  for (const { kind, title, style } of KINDS) {
    const { rows, kept } = changed[kind];
    const shown = kept.slice(0, top);
    const which = shown.length > 0 && shown.length < rows ? `; the ${shown.length} of which B is surest` : "";
    print(`\n${styled("bold", "Answers")} that ${title}: ${rows}${which}`);
    for (const change of shown) printChange(change, style);
  }
}

function printChange({ text, label, a, b }: Change, style: "red" | "green" | "yellow"): void {
  const width = Math.max(NARROWEST, process.stdout.columns || WIDTH) - 2;
  const answers = [
    ["right", oneLine(label, LONGEST_LABEL), ""],
    ["A", ...describe(a)],
    ["B", ...describe(b)],
  ] as const;
  const longest = Math.max(...answers.map(([, answer]) => answer.length));
  print(`${styled(style, "•")} ${oneLine(text, width)}`);
  for (const [who, answer, reasons] of answers) {
    print(
      `    ${who.padEnd(5)}  ${answer.padEnd(longest)}  ${styled("dim", oneLine(reasons, width))}`.trimEnd(),
    );
  }
}

/** An answer that is no decision has a question mark. */
function describe({ label, score, decided, words, fields }: Change["a"]): [answer: string, reasons: string] {
  if (label === null) return ["no answer", ""];
  const reasons = [
    ...words.map(({ word, weight }) => ({ name: word, weight })),
    ...fields.map((field) => ({ name: nameField(field), weight: field.weight })),
  ]
    .sort((one, other) => other.weight - one.weight)
    .map(({ name, weight }) => `${name} +${weight.toFixed(2)}`)
    .join(", ");
  return [`${oneLine(label, LONGEST_LABEL)} ${score.toFixed(3)}${decided ? "" : " ?"}`, reasons];
}
