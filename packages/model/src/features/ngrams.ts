import { EDGE, type Units, type Words } from "./words.ts";

/** n-grams of characters are taken from within words, edges included: 3 to 5 characters long. */
const SHORTEST = 3;
const LONGEST = 5;
/** Scattered pairs are of words no farther apart: in short texts all pairs, in long ones not the square of their length. */
const FARTHEST = 16;

/** Each kind of n-gram starts its hashes elsewhere, so that the word "on" and the characters "on" differ. */
const WORD_SEED = 0x1b873593;
const PAIR_SEED = 0x2545f491;
const CHARACTER_SEED = 0x3c6ef372;
const SCATTERED_SEED = 0x165667b1;
const FACT_SEED = 0x27d4eb2f;

/** The kinds of n-grams that make a block of a vector each, in their order: words with neighbouring pairs, characters, scattered pairs, facts. */
export const BLOCKS = 4;
export const SCATTERED = 2;
export const FACTS = 3;

/**
 * The hashed n-grams of a document, block after block: words and pairs of neighbouring words; characters; pairs of words in any order
 * and distance; facts. Kept and used again from text to text, so that predicting makes no garbage.
 */
export class Ngrams {
  /** The 32-bit hash of each n-gram. */
  hashes = new Uint32Array(1024);
  /** The two words that each n-gram belongs to: twice the same unless it is a pair. Of a fact, its place among the facts. */
  owners = new Uint32Array(1024);
  partners = new Uint32Array(1024);
  count = 0;
  /** Where each block begins; the last place is where the last ends. */
  readonly starts = new Uint32Array(BLOCKS + 1);
  /** The unfinished hash of each word. */
  #words = new Uint32Array(256);

  /** Takes the n-grams of these words and facts in place of the ones before. */
  read(words: Words, facts: readonly string[]): void {
    this.count = 0;
    this.#readWords(words);
    this.#readPairs(words);
    this.starts[1] = this.count;
    for (let owner = 0; owner < words.count; owner += 1) this.#readCharacters(words.folded, owner);
    this.starts[SCATTERED] = this.count;
    this.#readScattered(words);
    this.starts[FACTS] = this.count;
    this.#reserve(facts.length);
    for (const [owner, fact] of facts.entries()) this.#add(finish(hashText(FACT_SEED, fact)), owner, owner);
    this.starts[BLOCKS] = this.count;
  }

  #readWords({ count, normal }: Words): void {
    this.#reserve(count);
    for (let owner = 0; owner < count; owner += 1) {
      this.#add(finish(hashWord(WORD_SEED, normal, owner)), owner, owner);
    }
  }

  #readPairs({ count, folded }: Words): void {
    this.#reserve(count);
    let before = 0;
    for (let index = 0; index < count; index += 1) {
      if (index > 0) this.#add(finish(hashWord(hashUnit(before, EDGE), folded, index)), index - 1, index);
      before = hashWord(PAIR_SEED, folded, index);
    }
  }

  #readCharacters(units: Units, owner: number): void {
    const { all } = units;
    const [first, last] = [edgeBefore(units, owner), units.ends[owner]!];
    this.#reserve((last - first + 1) * (LONGEST - SHORTEST + 1));
    for (let start = first; start <= last + 1 - SHORTEST; start += 1) {
      let hash = CHARACTER_SEED;
      const end = Math.min(start + LONGEST, last + 1);
      for (let at = start; at < end; at += 1) {
        hash = hashUnit(hash, all[at]!);
        if (at - start + 1 >= SHORTEST) this.#add(finish(hash), owner, owner);
      }
    }
  }

  #readScattered({ count, folded }: Words): void {
    this.#reserve(count * FARTHEST);
    if (count > this.#words.length) this.#words = new Uint32Array(count * 2);
    const hashes = this.#words;
    for (let index = 0; index < count; index += 1) {
      const hash = hashWord(SCATTERED_SEED, folded, index) >>> 0;
      hashes[index] = hash;
      for (let other = Math.max(0, index - FARTHEST); other < index; other += 1) {
        if (hashes[other] !== hash) this.#add(hashPair(hashes[other]!, hash), other, index);
      }
    }
  }

  #add(hash: number, owner: number, partner: number): void {
    this.hashes[this.count] = hash;
    this.owners[this.count] = owner;
    this.partners[this.count] = partner;
    this.count += 1;
  }

  #reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.hashes.length) return;
    this.hashes = grown(this.hashes, needed);
    this.owners = grown(this.owners, needed);
    this.partners = grown(this.partners, needed);
  }
}

function edgeBefore({ ends }: Units, word: number): number {
  return word === 0 ? 0 : ends[word - 1]!;
}

function hashWord(seed: number, units: Units, word: number): number {
  const end = units.ends[word]!;
  let hash = seed;
  for (let at = edgeBefore(units, word) + 1; at < end; at += 1) hash = hashUnit(hash, units.all[at]!);
  return hash;
}

function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
}

/** The same whichever of the two comes first. */
function hashPair(one: number, other: number): number {
  return finish(Math.imul(one ^ other, 0x9e3779b1) + one + other);
}

/** One step of FNV-1a (Fowler, Noll, Vo), over UTF-16 units in place of bytes. */
function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Spreads the last units over all bits: the finaliser of MurmurHash3 (Appleby). */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
