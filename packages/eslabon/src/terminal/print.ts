import type { CheckReport, EslabonError } from "@eslabon/link";
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Styled where standard output shows colours; NO_COLOR, FORCE_COLOR and dumb terminals are respected. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

export function printCheck({ link, passed, checks, untried }: CheckReport): void {
  for (const check of checks) {
    const mark = check.passed ? styled("green", "✔") : styled("red", "✖");
    const detail = styled("dim", `(${check.detail})`);
    print(`${mark} ${link}: ${check.name} ${detail}`);
  }
  if (untried !== undefined) print(styled("dim", `- ${link}: not tried: ${untried}`));
  print(passed ? `${link} passed` : styled("red", `${link} failed`));
}

const BAR = 24;

/** The labels in order with their scores as bars. */
export function printScores(scores: readonly { readonly label: string; readonly score: number }[]): void {
  const width = Math.max(...scores.map(({ label }) => label.length));
  for (const { label, score } of scores) {
    const bar = "█".repeat(Math.max(1, Math.round(score * BAR)));
    print(`${label.padEnd(width)}  ${score.toFixed(3)}  ${styled("cyan", bar)}`);
  }
}

export function printError({ code, message, fix }: EslabonError): void {
  const title = styleText("red", `error ${code}:`, { stream: process.stderr });
  process.stderr.write(`${title} ${message}\n  fix: ${fix}\n`);
}
