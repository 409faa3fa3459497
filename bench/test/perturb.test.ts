import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { makeTypo, perturbations } from "../model/perturb.ts";
import { seededRandom } from "../random.ts";

const TEXT = "¿Cuánto cuesta la reparación del baño de Íñigo?";
const seed = fc.nat();
const word = fc
  .string({ unit: fc.constantFrom("a", "b", "é", "ñ", "D", "1", "-") })
  .filter((text) => /\p{L}/u.test(text));

function perturb(name: string, text: string, from = 1): string {
  const perturbation = perturbations.find((each) => each.name === name);
  return perturbation!.apply(text, seededRandom(from));
}

describe("a typo", () => {
  it("is one letter swapped with the next, left out, put in or replaced", () => {
    fc.assert(
      fc.property(word, seed, (right, from) => {
        const wrong = makeTypo(right, seededRandom(from));
        assert.notEqual(wrong, right);
        assert.ok(isOneEditApart(right, wrong), `${right} → ${wrong}`);
      }),
    );
  });

  it("is each of the four now and then", () => {
    const typos = Array.from({ length: 50 }, (_, from) => makeTypo("abcd", seededRandom(from)));
    const isSwapped = (typo: string): boolean => Array.from(typo).sort().join("") === "abcd";
    const kinds = typos.map((typo) => (isSwapped(typo) ? "swapped" : typo.length));
    assert.deepEqual([...new Set(kinds)].sort(), [3, 4, 5, "swapped"]);
  });

  it("leaves a word without letters as it is, and never makes a letter vanish that is alone", () => {
    assert.equal(makeTypo("24-107", seededRandom(1)), "24-107");
    fc.assert(fc.property(seed, (from) => assert.match(makeTypo("a", seededRandom(from)), /\p{L}/u)));
  });

  it("is made in one word in five", () => {
    const words = 20_000;
    const changed = perturb("typos", "palabra ".repeat(words))
      .trim()
      .split(" ")
      .filter((each) => each !== "palabra");
    assert.ok(Math.abs(changed.length / words - 1 / 5) < 0.02, `${changed.length} of ${words}`);
  });
});

describe("a perturbation", () => {
  it("takes the accents away", () => {
    assert.equal(perturb("accents removed", TEXT), "¿Cuanto cuesta la reparacion del bano de Inigo?");
  });

  it("makes all letters capital", () => {
    assert.equal(perturb("ALL CAPITALS", TEXT), "¿CUÁNTO CUESTA LA REPARACIÓN DEL BAÑO DE ÍÑIGO?");
  });

  it("puts punctuation or emoji beside the words, and leaves the words", () => {
    const letters = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];
    fc.assert(
      fc.property(fc.lorem(), seed, (text, from) => {
        for (const name of ["extra punctuation", "emoji"]) {
          const changed = perturb(name, text, from);
          assert.ok(changed.length > text.length);
          assert.deepEqual(letters(changed), letters(text));
        }
      }),
    );
  });

  it("is the same for the same seed", () => {
    for (const { name } of perturbations) assert.equal(perturb(name, TEXT, 7), perturb(name, TEXT, 7));
  });
});

/** Damerau and Levenshtein's distance is 1. */
function isOneEditApart(before: string, after: string): boolean {
  const [a, b] = [Array.from(before), Array.from(after)];
  if (a.length < b.length) return b.some((_, at) => b.toSpliced(at, 1).join("") === before);
  if (a.length > b.length) return a.some((_, at) => a.toSpliced(at, 1).join("") === after);
  return a.some((_, at) => {
    const isReplaced = a.with(at, b[at]!).join("") === after;
    const isSwapped = a.toSpliced(at, 2, ...[a[at + 1] ?? "", a[at]!]).join("") === after;
    return isReplaced || isSwapped;
  });
}
