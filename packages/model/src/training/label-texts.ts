import { hasWords } from "../features/words.ts";
import type { Rows } from "./learn.ts";

/** Between a small letter and a capital, or where there is neither letter nor digit. */
const SEAM = /(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\p{M}\p{N}]+/gu;

/** The labels' names as texts: `lost_or_stolen_card` says what the label is about, which helps where there are few rows. */
export function describeLabels(labels: readonly string[]): Rows {
  const texts = labels.map((label) => label.replaceAll(SEAM, " "));
  const numbers = [...labels.keys()].filter((number) => hasWords(texts[number]!));
  return {
    documents: numbers.map((number) => ({ text: texts[number]! })),
    targets: Uint32Array.from(numbers),
  };
}
