import type { Prediction } from "@eslabon/model";
import { STEPS } from "./stated.ts";

/** How an answer lays out a prediction as JSON. */
export interface Layout {
  /** What comes before the labels, of which there are so many; between two texts stands the first score. */
  readonly before: (labels: number) => readonly string[];
  /** What comes before a label's score; the label is JSON already. */
  readonly label: (json: string) => string;
  /** What comes between a label's score and the next label: at most four bytes. */
  readonly between: string;
  /** What comes after the last score. */
  readonly after: string;
}

/** The six places of a score are written as two times three digits. */
const GROUP = 1000;

/** What a score takes at most, and what may be written beyond a text's end. */
const SPARE = 16;

/**
 * Writes predictions as JSON, each score as `stated` has it. All but the scores is known before and only copied, which takes half the
 * time of `JSON.stringify`.
 */
export class ScoreWriter {
  readonly #texts: Texts;
  /** The numbers of the texts. */
  readonly #before: readonly number[];
  readonly #labels: ReadonlyMap<string, number>;
  readonly #after: number;
  readonly #between: number;
  readonly #betweenLength: number;
  readonly #bytes: Buffer;
  readonly #view: DataView;

  constructor(labels: readonly string[], { before, label, between, after }: Layout) {
    const parts = before(labels.length);
    const texts = [...labels.map((each) => label(JSON.stringify(each))), ...parts, after];
    this.#labels = new Map(labels.map((each, number) => [each, number]));
    this.#before = parts.map((_, part) => labels.length + part);
    this.#after = texts.length - 1;
    this.#between = wordsOf(between)[0]!;
    this.#betweenLength = Buffer.byteLength(between);
    this.#texts = new Texts(texts);
    const most = this.#texts.length + (labels.length + parts.length) * SPARE;
    this.#bytes = Buffer.alloc(most);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, most);
  }

  write(prediction: Prediction): string {
    const [view, texts, labels, between] = [this.#view, this.#texts, this.#labels, this.#between];
    let at = 0;
    for (const [index, text] of this.#before.entries()) {
      if (index > 0) at = writeScore(prediction[0]!.score, view, at);
      at = texts.copy(text, view, at);
    }
    for (const { label, score } of prediction) {
      at = texts.copy(labels.get(label)!, view, at);
      at = writeScore(score, view, at);
      view.setInt32(at, between, true);
      at += this.#betweenLength;
    }
    // Nothing is between the last one and the end.
    at = texts.copy(this.#after, view, at - this.#betweenLength);
    return this.#bytes.toString("utf8", 0, at);
  }
}

/** Gives where it ends. */
function writeScore(score: number, to: DataView, start: number): number {
  // All as integers, which are divided sooner.
  const steps = Math.round(score * STEPS) | 0;
  if (steps === 0 || steps === STEPS) {
    to.setUint8(start, steps === 0 ? ZERO : ZERO + 1);
    return start + 1;
  }
  const high = (steps / GROUP) | 0;
  const low = steps - high * GROUP;
  to.setInt16(start, ZERO_POINT, true);
  to.setInt32(start + 2, DIGITS[high]!, true);
  to.setInt32(start + 5, DIGITS[low]!, true);
  return start + (low === 0 ? 2 + SIGNIFICANT[high]! : 5 + SIGNIFICANT[low]!);
}

/** Texts in UTF-8 by their numbers, side by side. They are copied four bytes at a time, so that what comes after one has to be written after it. */
class Texts {
  /** Of all of them, in bytes. */
  readonly length: number;
  readonly #words: Int32Array;
  /** Where each one begins among the words, and one more. */
  readonly #starts: Uint32Array;
  readonly #lengths: Uint32Array;

  constructor(texts: readonly string[]) {
    const all = texts.map((text) => wordsOf(text));
    this.#words = Int32Array.from(all.flat());
    this.#starts = new Uint32Array(texts.length + 1);
    for (const [number, words] of all.entries())
      this.#starts[number + 1] = this.#starts[number]! + words.length;
    this.#lengths = Uint32Array.from(texts, (text) => Buffer.byteLength(text));
    this.length = this.#words.length * 4;
  }

  /** Gives where it ends. */
  copy(number: number, to: DataView, start: number): number {
    const words = this.#words;
    const end = this.#starts[number + 1]!;
    let at = start;
    for (let word = this.#starts[number]!; word < end; word += 1) {
      to.setInt32(at, words[word]!, true);
      at += 4;
    }
    return start + this.#lengths[number]!;
  }
}

function wordsOf(text: string): number[] {
  const bytes = Buffer.from(text);
  const word = (at: number): number =>
    [0, 1, 2, 3].reduce((sum, byte) => sum | ((bytes[at + byte] ?? 0) << (8 * byte)), 0);
  return Array.from({ length: Math.ceil(bytes.length / 4) }, (_, index) => word(4 * index));
}

const ZERO = 0x30;
/** `0.` */
const ZERO_POINT = 0x2e30;
/** Of each number below 1,000 its three digits, and how many of these there are without zeros at the end. */
const DIGITS = new Int32Array(GROUP);
const SIGNIFICANT = new Uint8Array(GROUP);
for (let number = 0; number < GROUP; number += 1) {
  const digits = String(number).padStart(3, "0");
  DIGITS[number] = wordsOf(digits)[0]!;
  SIGNIFICANT[number] = [10, 100, 1000].filter((power) => number % power !== 0).length;
}
