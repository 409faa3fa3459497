import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Ngrams, SCATTERED } from "../../src/features/ngrams.ts";
import { Words } from "../../src/features/words.ts";

function wordsOf(text: string): Words {
  const words = new Words();
  words.read(text);
  return words;
}

function hashesOf(text: string): Uint32Array {
  const ngrams = new Ngrams();
  ngrams.read(wordsOf(text), []);
  return ngrams.hashes.slice(0, ngrams.count);
}

function scatteredIn(text: string): Set<number> {
  const ngrams = new Ngrams();
  ngrams.read(wordsOf(text), []);
  return new Set([...ngrams.hashes.subarray(ngrams.starts[SCATTERED], ngrams.starts[SCATTERED + 1])].sort());
}

describe("n-grams", () => {
  it("are words, pairs of neighbours, 3 to 5 characters with the word's edges, pairs in any order, and facts", () => {
    // "la": " la", "la ", " la "; "luz": " lu", "luz", "uz ", " luz", "luz ", " luz ".
    const ngrams = new Ngrams();
    ngrams.read(wordsOf("la luz"), ["channel=app"]);
    assert.deepEqual([...ngrams.starts], [0, 3, 3 + 3 + 6, 13, 14]);
    assert.deepEqual([...ngrams.owners.subarray(0, 14)], [0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0]);
    assert.deepEqual([...ngrams.partners.subarray(0, 14)], [0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0]);
    assert.equal(new Set(ngrams.hashes.subarray(0, 14)).size, 14);
  });

  it("know two words again the other way round, and not a word beside itself", () => {
    assert.equal(scatteredIn("la luz del baño").size, 6);
    assert.deepEqual(scatteredIn("baño del luz la"), scatteredIn("la luz del baño"));
    assert.equal(scatteredIn("la la").size, 0);
  });

  it("are no more than a few for each character and each word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 2000 }), (text) => {
        const words = wordsOf(text);
        const folded = words.folded.length + words.count;
        assert.ok(hashesOf(text).length <= 3 * folded + 16 * words.count);
      }),
    );
  });

  it("do not depend on what was read before", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 3000 }), (text, before) => {
        const ngrams = new Ngrams();
        ngrams.read(wordsOf(before), []);
        ngrams.read(wordsOf(text), []);
        assert.deepEqual(ngrams.hashes.slice(0, ngrams.count), hashesOf(text));
      }),
    );
  });

  it("are the same on every machine", () => {
    assert.deepEqual([...hashesOf("año").subarray(0, 3)], [3098341973, 4111868549, 1276785715]);
  });
});
