import { HashTable } from "./hash-table.ts";
import { Ngrams } from "./ngrams.ts";
import { splitWords } from "./words.ts";

/** The n-grams that a model knows, one a column, and how much each says by being rare. */
export interface Vocabulary {
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** Inverse document frequency of each column. */
  readonly rarity: Float32Array<ArrayBuffer>;
}

/** Keeps a model of very many texts small. Up to here even an n-gram of one text helps; beyond, the rarest go. */
const MOST_COLUMNS = 2 ** 17;

export function learnVocabulary(texts: readonly string[]): Vocabulary {
  const { hashes, frequencies } = countTexts(texts);
  const fewest = smallestFrequency(frequencies);
  const known = hashes.keys().filter((number) => frequencies[number]! >= fewest);
  const columns = Uint32Array.from(known);
  return {
    hashes: columns.map((number) => hashes[number]!),
    rarity: Float32Array.from(columns, (number) => rarity(texts.length, frequencies[number]!)),
  };
}

/** In how many texts each n-gram stands. */
function countTexts(texts: readonly string[]): { hashes: Uint32Array; frequencies: number[] } {
  const table = new HashTable(1 << 16);
  const ngrams = new Ngrams();
  const frequencies: number[] = [];
  const lastText: number[] = [];
  for (const [index, text] of texts.entries()) {
    ngrams.read(splitWords(text));
    for (let at = 0; at < ngrams.count; at += 1) {
      const number = table.add(ngrams.hashes[at]!);
      if (lastText[number] === index) continue;
      frequencies[number] = (frequencies[number] ?? 0) + 1;
      lastText[number] = index;
    }
  }
  return { hashes: table.hashes(), frequencies };
}

function smallestFrequency(frequencies: readonly number[]): number {
  let fewest = 1;
  while (frequencies.filter((count) => count >= fewest).length > MOST_COLUMNS) fewest += 1;
  return fewest;
}

/** Smoothed as if one more text held every n-gram (scikit-learn's `smooth_idf`). */
function rarity(texts: number, frequency: number): number {
  return Math.log((1 + texts) / (1 + frequency)) + 1;
}
