import type { Prediction } from "@eslabon/model";
import { STEPS } from "./stated.ts";

/** How an answer lays out a prediction as JSON. */
export interface Layout {
  /** What comes before the labels, of which there are so many; between two texts stands the first score. */
  readonly before: (labels: number) => readonly string[];
  /** What comes before a label's score; the label is JSON already. */
  readonly label: (json: string) => string;
  /** What comes between a label's score and the next label. */
  readonly between: string;
  /** What comes after the last score. */
  readonly after: string;
}

/** The six places of a score are written as two times three digits. */
const GROUP = 1000;

/** A text as bytes, four at a time: the last ones may be none of it, and are written over by what comes next. */
interface Text {
  readonly words: Int32Array;
  readonly length: number;
}

/** What a score takes at most, and what may be written beyond a text's end. */
const SPARE = 16;

/**
 * Writes predictions as JSON, each score as `stated` has it. All but the scores is known before and only copied, which takes a third of the
 * time of `JSON.stringify`.
 */
export class ScoreWriter {
  readonly #before: readonly Text[];
  readonly #labels: ReadonlyMap<string, Text>;
  readonly #between: Text;
  readonly #after: Text;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #length = 0;

  constructor(labels: readonly string[], { before, label, between, after }: Layout) {
    this.#before = before(labels.length).map(textOf);
    this.#labels = new Map(labels.map((each) => [each, textOf(label(JSON.stringify(each)))]));
    this.#between = textOf(between);
    this.#after = textOf(after);
    const texts = [...this.#before, ...this.#labels.values(), this.#after];
    const most = texts.reduce((sum, { length }) => sum + length + this.#between.length + SPARE, 0);
    this.#bytes = Buffer.alloc(most);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, most);
  }

  write(prediction: Prediction): string {
    this.#length = 0;
    for (const [index, text] of this.#before.entries()) {
      if (index > 0) this.#writeScore(prediction[0]!.score);
      this.#writeText(text);
    }
    let isFirst = true;
    for (const { label, score } of prediction) {
      if (!isFirst) this.#writeText(this.#between);
      isFirst = false;
      this.#writeText(this.#labels.get(label)!);
      this.#writeScore(score);
    }
    this.#writeText(this.#after);
    return this.#bytes.toString("utf8", 0, this.#length);
  }

  #writeText({ words, length }: Text): void {
    const start = this.#length;
    for (let at = 0; at < words.length; at += 1) this.#view.setInt32(start + at * 4, words[at]!, true);
    this.#length = start + length;
  }

  #writeScore(score: number): void {
    const steps = Math.round(score * STEPS);
    const start = this.#length;
    if (steps === 0 || steps === STEPS) {
      this.#view.setUint8(start, steps === 0 ? ZERO : ZERO + 1);
      this.#length = start + 1;
      return;
    }
    const high = Math.floor(steps / GROUP);
    const low = steps - high * GROUP;
    this.#view.setInt16(start, ZERO_POINT, true);
    this.#view.setInt32(start + 2, DIGITS[high]!, true);
    this.#view.setInt32(start + 5, DIGITS[low]!, true);
    this.#length = start + (low === 0 ? 2 + SIGNIFICANT[high]! : 5 + SIGNIFICANT[low]!);
  }
}

function textOf(text: string): Text {
  const bytes = new TextEncoder().encode(text);
  const words = new Int32Array(Math.ceil(bytes.length / 4));
  const view = new DataView(Uint8Array.from({ length: words.length * 4 }, (_, at) => bytes[at] ?? 0).buffer);
  for (let at = 0; at < words.length; at += 1) words[at] = view.getInt32(at * 4, true);
  return { words, length: bytes.length };
}

const ZERO = 0x30;
/** `0.` */
const ZERO_POINT = 0x2e30;
/** Of each number below 1,000 its three digits, and how many of these there are without zeros at the end. */
const DIGITS = new Int32Array(GROUP);
const SIGNIFICANT = new Uint8Array(GROUP);
for (let number = 0; number < GROUP; number += 1) {
  const digits = String(number).padStart(3, "0");
  DIGITS[number] = textOf(digits).words[0]!;
  SIGNIFICANT[number] = digits.replace(/0+$/u, "").length;
}
