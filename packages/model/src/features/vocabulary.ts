import type { Document } from "./document.ts";
import { HashTable } from "./hash-table.ts";
import { Ngrams, SCATTERED } from "./ngrams.ts";
import { Words } from "./words.ts";

/** The n-grams that a model knows, one a column, and how much each says by being rare. */
export interface Vocabulary {
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** Inverse document frequency of each column. */
  readonly rarity: Float32Array<ArrayBuffer>;
}

/** Keeps a model of very many documents small. Up to here even an n-gram of one document helps; beyond, the rarest go. */
export const MOST_COLUMNS = 2 ** 17;
/** A scattered pair of one document is chance. */
const FEWEST_SCATTERED = 2;

export interface VocabularyOptions {
  /** How many columns there may be. */
  readonly most: number;
  /** Of how many documents these are a part. */
  readonly rows: number;
  /** Hashes that are left out. */
  readonly without: HashTable;
}

export function learnVocabulary(
  documents: readonly Document[],
  {
    most = MOST_COLUMNS,
    rows = documents.length,
    without = new HashTable(0),
  }: Partial<VocabularyOptions> = {},
): Vocabulary {
  const { hashes, frequencies, isScattered } = countDocuments(documents);
  const isKnown = (number: number, fewest: number): boolean =>
    frequencies[number]! >= (isScattered[number] ? Math.max(fewest, FEWEST_SCATTERED) : fewest);
  let fewest = 1;
  let columns = Uint32Array.from(
    hashes.keys().filter((number) => isKnown(number, fewest) && without.find(hashes[number]!) < 0),
  );
  while (columns.length > most) {
    fewest += 1;
    columns = columns.filter((number) => isKnown(number, fewest));
  }
  return {
    hashes: columns.map((number) => hashes[number]!),
    rarity: Float32Array.from(columns, (number) => rarity(rows, frequencies[number]!)),
  };
}

/** In how many documents each n-gram stands. */
function countDocuments(documents: readonly Document[]): {
  hashes: Uint32Array;
  frequencies: number[];
  isScattered: boolean[];
} {
  const table = new HashTable(1 << 16);
  const words = new Words();
  const ngrams = new Ngrams();
  const frequencies: number[] = [];
  const lastDocument: number[] = [];
  const isScattered: boolean[] = [];
  for (const [index, { text, facts }] of documents.entries()) {
    words.read(text);
    ngrams.read(words, facts ?? []);
    for (let at = 0; at < ngrams.count; at += 1) {
      const number = table.add(ngrams.hashes[at]!);
      if (lastDocument[number] === index) continue;
      frequencies[number] = (frequencies[number] ?? 0) + 1;
      lastDocument[number] = index;
      isScattered[number] = at >= ngrams.starts[SCATTERED]! && at < ngrams.starts[SCATTERED + 1]!;
    }
  }
  return { hashes: table.hashes(), frequencies, isScattered };
}

/** Smoothed as if one more document held every n-gram (scikit-learn's `smooth_idf`). */
function rarity(documents: number, frequency: number): number {
  return Math.log((1 + documents) / (1 + frequency)) + 1;
}
