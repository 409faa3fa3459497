import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { markWords, type Piece } from "@eslabon/data";
import fc from "fast-check";

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join("");
const stayed = (pieces: readonly Piece[]): string => joined(pieces.filter(({ changed }) => !changed));
const changed = (pieces: readonly Piece[]): string[] =>
  pieces.filter((piece) => piece.changed).map(({ text }) => text);

describe("words of two texts", () => {
  for (const [from, to, removed, added] of [
    ["the tap drips", "the tap drips", [], []],
    ["the tap drips", "the red tap drips", [], ["red "]],
    ["el baño gotea (2º AVISO)", "el baño gotea", [" (2º AVISO)"], []],
    ["call 12 now", "call 13 now", ["12"], ["13"]],
    ["a b c d e", "a x c y e", ["b", "d"], ["x", "y"]],
    ["", "new", [], ["new"]],
  ] as const) {
    it(`“${from}” → “${to}” are marked where they differ`, () => {
      const marked = markWords(from, to);
      assert.deepEqual([changed(marked.from), changed(marked.to)], [removed, added]);
    });
  }

  it("are all there, and those that are not marked are the same in both", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c", " ", ".", "ñ"), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [from, to] = [one.join(""), other.join("")];
        const marked = markWords(from, to);
        assert.deepEqual([joined(marked.from), joined(marked.to)], [from, to]);
        assert.equal(stayed(marked.from), stayed(marked.to));
      }),
    );
  });

  it("of two long texts are marked in no time, if not one by one", () => {
    const words = Array.from({ length: 4000 }, (_, index) => `w${index}`);
    const [from, to] = [words.join(" "), words.toReversed().join(" ")];
    const marked = markWords(`same ${from}`, `same ${to}`);
    assert.deepEqual(changed(marked.to), [to]);
  });
});
