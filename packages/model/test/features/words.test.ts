import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { EDGE, type Units, Words } from "../../src/features/words.ts";

/** As the features see words, said by what JavaScript itself knows of Unicode. */
function expected(text: string): { word: string; normal: string; folded: string }[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(([word]) => {
    const normal = word
      .normalize("NFC")
      .toLowerCase()
      .replace(/\p{Nd}/gu, "0");
    return { word, normal, folded: normal.normalize("NFD").replace(/\p{M}+/gu, "") };
  });
}

function found(words: Words, text: string): ReturnType<typeof expected> {
  return Array.from({ length: words.count }, (_, at) => {
    const [start, end] = [words.starts[at]!, words.ends[at]!];
    return {
      word: text.slice(start, end),
      normal: textOf(words.normal, at),
      folded: textOf(words.folded, at),
    };
  });
}

/** Of a word between its edges. */
function textOf({ all, ends }: Units, word: number): string {
  const [before, after] = [word === 0 ? 0 : ends[word - 1]!, ends[word]!];
  assert.deepEqual([all[before], all[after]], [EDGE, EDGE]);
  return String.fromCharCode(...all.subarray(before + 1, after));
}

const latin = fc.string({ unit: fc.nat(0xff).map((unit) => String.fromCharCode(unit)) });
const any = fc.string({ unit: "binary" });

describe("words", () => {
  it("have the forms that Unicode says, in any alphabet, whatever was read before", () => {
    const words = new Words();
    fc.assert(
      fc.property(fc.oneof(latin, any, fc.tuple(latin, any).map(String)), (text) => {
        words.read(text);
        assert.deepEqual(found(words, text), expected(text));
      }),
    );
  });

  it("may be many, and long", () => {
    for (const text of ["año 1 ".repeat(5000), "Ñandú".repeat(5000), "İ ﷺ ".repeat(3000)]) {
      const words = new Words();
      words.read(text);
      assert.deepEqual(found(words, text), expected(text));
    }
  });
});
