import type { Document } from "../../features/document.ts";
import { HashTable } from "../../features/hash-table.ts";
import { learnVocabulary, MOST_COLUMNS, type Vocabulary } from "../../features/vocabulary.ts";

/** Of all columns, those that may be new. */
const MOST_NEW = MOST_COLUMNS / 8;

/**
 * A vocabulary with the n-grams of more documents behind its own, which keep their places and rarities. When that makes too many, the
 * rarest new ones are left out, and the last old ones: these have no weights.
 *
 * @param rows how many documents there are in all
 */
export function extendVocabulary(old: Vocabulary, documents: readonly Document[], rows: number): Vocabulary {
  const without = new HashTable(old.hashes.length);
  for (const hash of old.hashes) without.add(hash);
  const added = learnVocabulary(documents, { most: MOST_NEW, rows, without });
  const kept = Math.min(old.hashes.length, MOST_COLUMNS - added.hashes.length);
  return {
    hashes: joined(new Uint32Array(kept + added.hashes.length), old.hashes.subarray(0, kept), added.hashes),
    rarity: joined(new Float32Array(kept + added.rarity.length), old.rarity.subarray(0, kept), added.rarity),
  };
}

function joined<T extends Uint32Array | Float32Array>(to: T, one: T, other: T): T {
  to.set(one);
  to.set(other, one.length);
  return to;
}
