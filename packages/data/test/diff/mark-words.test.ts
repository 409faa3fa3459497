import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { markWords, type Piece } from "@eslabon/data";
import fc from "fast-check";

const without = (pieces: readonly Piece[], kind: Piece["kind"]): string =>
  pieces
    .filter((piece) => piece.kind !== kind)
    .map(({ text }) => text)
    .join("");
const of = (pieces: readonly Piece[], kind: Piece["kind"]): string[] =>
  pieces.filter((piece) => piece.kind === kind).map(({ text }) => text);

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
      assert.deepEqual([of(marked, "gone"), of(marked, "new")], [removed, added]);
    });
  }

  it("are all there, in their order", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c", " ", ".", "ñ"), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [from, to] = [one.join(""), other.join("")];
        const marked = markWords(from, to);
        assert.deepEqual([without(marked, "new"), without(marked, "gone")], [from, to]);
      }),
    );
  });

  it("of one text are all the same", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        assert.deepEqual(markWords(text, text), [{ text, kind: "same" }]);
      }),
    );
  });

  it("of two long texts are not compared one by one", () => {
    const words = Array.from({ length: 4000 }, (_, index) => `w${index}`);
    const [from, to] = [words.join(" "), words.toReversed().join(" ")];
    const marked = markWords(`same ${from}`, `same ${to}`);
    assert.deepEqual([of(marked, "gone"), of(marked, "new")], [[from], [to]]);
  });
});
