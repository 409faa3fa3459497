import { pick } from "../random.ts";

/** A way in which people write the same thing otherwise. */
export interface Perturbation {
  readonly name: string;
  /** The text as it would be written so; whatever is left to chance comes from `random`, from 0 to below 1. */
  readonly apply: (text: string, random: () => number) => string;
}

export const perturbations: readonly Perturbation[] = [
  { name: "accents removed", apply: removeAccents },
  { name: "ALL CAPITALS", apply: (text) => text.toUpperCase() },
  { name: "typos", apply: (text, random) => inSomeWords(text, TYPOS, random, makeTypo) },
  { name: "extra punctuation", apply: punctuate },
  { name: "emoji", apply: addEmoji },
];

/** The share of words in which a typo is made. */
const TYPOS = 1 / 5;
/** The share of words that something is put after. */
const SIGNS = 1 / 5;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const PUNCTUATION = [",", ".", "!", "?", ";", ":", "...", " -", "!!", "??"];
/** Of one code point and of several: a modifier, a flag, a joined sequence. */
const EMOJI = ["😀", "😡", "🙏", "🔥", "💧", "🏠", "❤️", "👍🏽", "🇪🇸", "👩‍🔧"];

function removeAccents(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").normalize("NFC");
}

function punctuate(text: string, random: () => number): string {
  const sign = (): string => pick(PUNCTUATION, random);
  return `${inSomeWords(text, SIGNS, random, (word) => word + sign())}${sign()}`;
}

function addEmoji(text: string, random: () => number): string {
  const emoji = (): string => ` ${pick(EMOJI, random)}`;
  return `${inSomeWords(text, SIGNS, random, (word) => word + emoji())}${emoji()}`;
}

function inSomeWords(
  text: string,
  share: number,
  random: () => number,
  change: (word: string, random: () => number) => string,
): string {
  return text.replaceAll(/\S+/gu, (word) => (random() < share ? change(word, random) : word));
}

/** A typo spoils the letters of a word from the place `at`. */
type Typo = (letters: string[], at: number, random: () => number) => void;

const typos: readonly Typo[] = [
  (letters, at) => letters.splice(at, 2, letters[at + 1]!, letters[at]!),
  (letters, at) => letters.splice(at, 1),
  (letters, at, random) => letters.splice(at, 0, pick(LETTERS, random)),
  replace,
];
const [swap, remove] = typos;

/** The word with one letter swapped with the next one, left out, put in or replaced; a word without letters stays. */
export function makeTypo(word: string, random: () => number): string {
  const letters = Array.from(word);
  const places = [...letters.keys()].filter((at) => isLetter(letters[at]));
  if (places.length === 0) return word;
  const at = pick(places, random);
  const typo = pick(typos, random);
  const isPossible = typo === swap ? canSwap(letters, at) : typo !== remove || places.length > 1;
  (isPossible ? typo : replace)(letters, at, random);
  return letters.join("");
}

function replace(letters: string[], at: number, random: () => number): void {
  const others = Array.from(LETTERS).filter((letter) => letter !== letters[at]!.toLowerCase());
  letters[at] = pick(others, random);
}

function canSwap(letters: readonly string[], at: number): boolean {
  return isLetter(letters[at + 1]) && letters[at + 1] !== letters[at];
}

function isLetter(letter: string | undefined): boolean {
  return letter !== undefined && /\p{L}/u.test(letter);
}
