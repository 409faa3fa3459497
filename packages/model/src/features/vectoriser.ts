import { HashTable } from "./hash-table.ts";
import { Ngrams } from "./ngrams.ts";
import { splitWords, type TextWord } from "./words.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * Turns texts into sparse vectors: (1 + ln frequency) × rarity of each known n-gram. Words with their pairs and characters are two
 * blocks, each brought to length 1, so that long words do not drown short ones.
 *
 * The arrays belong to the vectoriser and hold the last text read.
 */
export class Vectoriser {
  readonly ngrams = new Ngrams();
  columns = new Uint32Array(1024);
  values = new Float64Array(1024);
  size = 0;
  readonly #table: HashTable;
  readonly #rarity: Float32Array;
  /** How often the text has each column's n-gram; all 0 between texts. */
  readonly #counts: Uint32Array;

  constructor(vocabulary: Vocabulary) {
    this.#table = new HashTable(vocabulary.hashes.length);
    for (const hash of vocabulary.hashes) this.#table.add(hash);
    this.#rarity = vocabulary.rarity;
    this.#counts = new Uint32Array(vocabulary.hashes.length);
  }

  read(text: string): TextWord[] {
    const words = splitWords(text);
    this.ngrams.read(words);
    this.size = 0;
    this.#readBlock(0, this.ngrams.characters);
    this.#readBlock(this.ngrams.characters, this.ngrams.count);
    return words;
  }

  /** The column of the n-gram at this place of `ngrams`, or -1. */
  column(ngram: number): number {
    return this.#table.find(this.ngrams.hashes[ngram]!);
  }

  #readBlock(from: number, to: number): void {
    const first = this.size;
    this.#reserve(to - from);
    this.#count(from, to);
    let square = 0;
    for (let at = first; at < this.size; at += 1) {
      const column = this.columns[at]!;
      const value = damped(this.#counts[column]!) * this.#rarity[column]!;
      this.#counts[column] = 0;
      this.values[at] = value;
      square += value * value;
    }
    const norm = Math.sqrt(square);
    for (let at = first; at < this.size; at += 1) this.values[at]! /= norm;
  }

  #count(from: number, to: number): void {
    const { hashes } = this.ngrams;
    for (let ngram = from; ngram < to; ngram += 1) {
      const column = this.#table.find(hashes[ngram]!);
      if (column < 0) continue;
      if (this.#counts[column] === 0) {
        this.columns[this.size] = column;
        this.size += 1;
      }
      this.#counts[column]! += 1;
    }
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

function damped(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count);
}
