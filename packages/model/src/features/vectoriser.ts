import { HashTable } from "./hash-table.ts";
import { BLOCKS, Ngrams, SCATTERED } from "./ngrams.ts";
import { Words } from "./words.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Scattered pairs say the same as the words again, and shall not drown them. */
const SCATTERED_LENGTH = 0.5;

/**
 * Turns documents into sparse vectors: (1 + ln frequency) × rarity of each known n-gram. Words with their neighbouring pairs, characters,
 * scattered pairs and facts are blocks, each brought to a length of its own, so that long words do not drown short ones.
 *
 * The arrays belong to the vectoriser and hold the last document read.
 */
export class Vectoriser {
  readonly words = new Words();
  readonly ngrams = new Ngrams();
  /** The column of each of its n-grams, or -1. */
  ngramColumns = new Int32Array(1024);
  columns = new Uint32Array(1024);
  values = new Float64Array(1024);
  size = 0;
  /** How much of the words and characters the vocabulary has, from 0 to 1: the length of their vector beside that with all n-grams in it. */
  known = 1;
  /** Where each block begins; the last place is where the last ends. */
  readonly starts = new Uint32Array(BLOCKS + 1);
  readonly #table: HashTable;
  /** Column after column, how often the document has its n-gram, which is 0 between documents, and its rarity. Side by side, to be fetched at once. */
  readonly #counts: Uint32Array;
  readonly #rarity: Float32Array;
  /** The square of what an n-gram is worth that the vocabulary does not have. */
  readonly #unknown: number;
  /** Squared lengths of the block last read: without and with the n-grams that are not known. */
  #square = 0;
  #wholeSquare = 0;

  constructor(vocabulary: Vocabulary) {
    this.#table = new HashTable(vocabulary.hashes.length);
    for (const hash of vocabulary.hashes) this.#table.add(hash);
    this.#unknown = vocabulary.rarity.reduce((rarest, rarity) => Math.max(rarest, rarity), 0) ** 2;
    this.#counts = new Uint32Array(vocabulary.hashes.length * 2);
    this.#rarity = new Float32Array(this.#counts.buffer);
    const { rarity } = vocabulary;
    // In a loop: of so many columns, `entries` would be felt when a service starts.
    for (let column = 0; column < rarity.length; column += 1) this.#rarity[column * 2 + 1] = rarity[column]!;
  }

  read(text: string, facts: readonly string[] = []): void {
    this.words.read(text);
    this.ngrams.read(this.words, facts);
    if (this.ngrams.count > this.ngramColumns.length)
      this.ngramColumns = new Int32Array(this.ngrams.count * 2);
    this.size = 0;
    this.known = 0;
    for (let block = 0; block < BLOCKS; block += 1) {
      this.#readBlock(block);
      // Most pairs at a distance are of no text that was learnt, so that they say little.
      if (block < SCATTERED) this.known += Math.sqrt(this.#square / this.#wholeSquare) / SCATTERED;
    }
    this.starts[BLOCKS] = this.size;
  }

  #readBlock(block: number): void {
    const first = this.size;
    this.starts[block] = first;
    const unknown = this.#count(this.ngrams.starts[block]!, this.ngrams.starts[block + 1]!);
    let square = 0;
    for (let at = first; at < this.size; at += 1) {
      const column = this.columns[at]!;
      const value = damped(this.#counts[column * 2]!) * this.#rarity[column * 2 + 1]!;
      this.#counts[column * 2] = 0;
      this.values[at] = value;
      square += value * value;
    }
    this.#square = square;
    this.#wholeSquare = Math.max(square + unknown * this.#unknown, Number.MIN_VALUE);
    const scale = blockLength(block) / Math.sqrt(square);
    for (let at = first; at < this.size; at += 1) this.values[at]! *= scale;
  }

  /** Gives the number of n-grams that are not known. */
  #count(from: number, to: number): number {
    const { hashes } = this.ngrams;
    this.#reserve(to - from);
    let unknown = 0;
    for (let ngram = from; ngram < to; ngram += 1) {
      const column = this.#table.find(hashes[ngram]!);
      this.ngramColumns[ngram] = column;
      if (column < 0) {
        unknown += 1;
        continue;
      }
      if (this.#counts[column * 2] === 0) {
        this.columns[this.size] = column;
        this.size += 1;
      }
      this.#counts[column * 2]! += 1;
    }
    return unknown;
  }

  #reserve(more: number): void {
    const needed = this.size + more;
    if (needed <= this.columns.length) return;
    const [columns, values] = [this.columns, this.values];
    this.columns = new Uint32Array(needed * 2);
    this.values = new Float64Array(needed * 2);
    this.columns.set(columns);
    this.values.set(values);
  }
}

/** What a block's vector is brought to. */
export function blockLength(block: number): number {
  return block === SCATTERED ? SCATTERED_LENGTH : 1;
}

function damped(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count);
}
