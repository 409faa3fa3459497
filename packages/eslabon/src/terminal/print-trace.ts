import type { Traced } from "@eslabon/chain";
import { columns } from "./columns.ts";
import { print, styled } from "./print.ts";

/** The packages behind one another, each with its commit and whether the registry has it as it was released. */
export function printTrace(traced: readonly Traced[]): void {
  const rows = traced.map(({ name, version, commit = "", integrity = "" }) => [
    name,
    version,
    commit.slice(0, SHORT_COMMIT),
    integrity.slice(0, SHORT_INTEGRITY),
  ]);
  const [head, ...lines] = columns([["package", "version", "commit", "integrity"], ...rows]);
  const width = Math.max(head!.length, ...lines.map((line) => line.length));
  print(styled("bold", `${head!.padEnd(width)}  in the registry`));
  for (const [index, line] of lines.entries()) print(`${line.padEnd(width)}  ${bytesOf(traced[index]!)}`);
}

const SHORT_COMMIT = 12;
const SHORT_INTEGRITY = "sha512-".length + 12;

function bytesOf({ bytes, detail = "" }: Traced): string {
  return bytes === "same" ? styled("green", "as released") : styled("red", `${bytes}: ${detail}`);
}
