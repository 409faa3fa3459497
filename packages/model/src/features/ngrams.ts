import type { TextWord } from "./words.ts";

/** n-grams of characters are taken from within words, edges included: 3 to 5 characters long. */
const SHORTEST = 3;
const LONGEST = 5;

/** Each kind of n-gram starts its hashes elsewhere, so that the word "on" and the characters "on" differ. */
const WORD_SEED = 0x1b873593;
const PAIR_SEED = 0x2545f491;
const CHARACTER_SEED = 0x3c6ef372;
const EDGE = 0x20;

/**
 * The hashed n-grams of a text, in the order: words, pairs of neighbouring words, characters.
 * Kept and used again from text to text, so that predicting makes no garbage.
 */
export class Ngrams {
  /** The 32-bit hash of each n-gram. */
  hashes = new Uint32Array(1024);
  /** The word that each n-gram belongs to; a pair belongs to this word and the next. */
  owners = new Uint32Array(1024);
  count = 0;
  /** Where the pairs begin, and where the characters do. */
  pairs = 0;
  characters = 0;

  /** Takes the n-grams of these words in place of the ones before. */
  read(words: readonly TextWord[]): void {
    this.count = 0;
    this.#readWords(words);
    this.pairs = this.count;
    this.#readPairs(words);
    this.characters = this.count;
    for (const [owner, word] of words.entries()) this.#readCharacters(word.folded, owner);
  }

  #readWords(words: readonly TextWord[]): void {
    this.#reserve(words.length);
    for (const [owner, word] of words.entries()) this.#add(finish(hashText(WORD_SEED, word.normal)), owner);
  }

  #readPairs(words: readonly TextWord[]): void {
    this.#reserve(words.length);
    let before = 0;
    for (const [index, { folded }] of words.entries()) {
      if (index > 0) this.#add(finish(hashText(hashUnit(before, EDGE), folded)), index - 1);
      before = hashText(PAIR_SEED, folded);
    }
  }

  #readCharacters(word: string, owner: number): void {
    const length = word.length + 2;
    this.#reserve(length * (LONGEST - SHORTEST + 1));
    for (let start = 0; start <= length - SHORTEST; start += 1) {
      let hash = CHARACTER_SEED;
      const end = Math.min(start + LONGEST, length);
      for (let at = start; at < end; at += 1) {
        hash = hashUnit(hash, unitAt(word, at));
        if (at - start + 1 >= SHORTEST) this.#add(finish(hash), owner);
      }
    }
  }

  #add(hash: number, owner: number): void {
    this.hashes[this.count] = hash;
    this.owners[this.count] = owner;
    this.count += 1;
  }

  #reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.hashes.length) return;
    this.hashes = grown(this.hashes, needed);
    this.owners = grown(this.owners, needed);
  }
}

/** The word between its two edges. */
function unitAt(word: string, at: number): number {
  return at === 0 || at > word.length ? EDGE : word.charCodeAt(at - 1);
}

function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
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
