/** A word of a text as the features see it, and where it stands in the text as it was written (UTF-16 offsets). */
export interface TextWord {
  /** Composed (NFC), in lower case, every digit a `0`; accents kept. */
  readonly normal: string;
  /** As `normal`, without accents, because people in a hurry leave them out. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/gu;
const MARK = /\p{M}+/gu;
const PLAIN = /^[a-z]*$/;

/** Runs of letters, marks and digits; everything else only separates them. */
export function splitWords(text: string): TextWord[] {
  const words: TextWord[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    words.push({ ...normalForms(word), start, end: start + word.length });
  }
  return words;
}

/** Whether there is anything to classify by. */
export function hasWords(text: string): boolean {
  return LETTER_OR_DIGIT.test(text);
}

function normalForms(word: string): { normal: string; folded: string } {
  if (PLAIN.test(word)) return { normal: word, folded: word };
  const normal = word.normalize("NFC").toLowerCase().replace(DIGIT, "0");
  return { normal, folded: normal.normalize("NFD").replace(MARK, "") };
}
