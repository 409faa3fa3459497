import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Ngrams } from "../../src/features/ngrams.ts";
import { splitWords } from "../../src/features/words.ts";

function hashesOf(text: string): Uint32Array {
  const ngrams = new Ngrams();
  ngrams.read(splitWords(text));
  return ngrams.hashes.slice(0, ngrams.count);
}

describe("n-grams", () => {
  it("are a word, its pair with the next, and 3 to 5 characters with the word's edges", () => {
    // "la": " la", "la ", " la "; "luz": " lu", "luz", "uz ", " luz", "luz ", " luz ".
    const ngrams = new Ngrams();
    ngrams.read(splitWords("la luz"));
    assert.deepEqual([ngrams.pairs, ngrams.characters, ngrams.count], [2, 3, 3 + 3 + 6]);
    assert.deepEqual([...ngrams.owners.subarray(0, ngrams.count)], [0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    assert.equal(new Set(ngrams.hashes.subarray(0, ngrams.count)).size, 12);
  });

  it("are no more than a few for each character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 2000 }), (text) => {
        const folded = splitWords(text).reduce((sum, word) => sum + word.folded.length + 2, 0);
        assert.ok(hashesOf(text).length <= 3 * folded);
      }),
    );
  });

  it("do not depend on what was read before", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 3000 }), (text, before) => {
        const ngrams = new Ngrams();
        ngrams.read(splitWords(before));
        ngrams.read(splitWords(text));
        assert.deepEqual(ngrams.hashes.slice(0, ngrams.count), hashesOf(text));
      }),
    );
  });

  it("are the same on every machine", () => {
    assert.deepEqual([...hashesOf("año").subarray(0, 3)], [3098341973, 4111868549, 1276785715]);
  });
});
