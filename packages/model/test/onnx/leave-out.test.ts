import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { leaveOut } from "../../src/onnx/leave-out.ts";

/** A black box: so much for each of some words. */
function logit(text: string): number {
  const worth = new Map([
    ["grifo", 2],
    ["baño", 0.5],
    ["luz", -1],
  ]);
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.reduce((sum, word) => sum + (worth.get(word) ?? 0), -1);
}

const UNKNOWN = -3;

describe("an explanation by leaving words out", () => {
  it("adds up to the logit of the whole text, and shows each word where it stands", () => {
    const anyText = fc
      .array(fc.oneof(fc.constantFrom("grifo", "baño", "luz"), fc.string()))
      .map((some) => some.join(" "));
    fc.assert(
      fc.property(anyText, (text) => {
        const { bias, words } = leaveOut(text, logit, UNKNOWN);
        const sum = words.reduce((total, { weight }) => total + weight, bias);
        assert.ok(Math.abs(sum - logit(text)) < 1e-9);
        for (const { word, start, end } of words) assert.equal(text.slice(start, end), word);
      }),
    );
  });

  it("gives a word what the logit loses without it", () => {
    const { words } = leaveOut("el grifo, sin luz", logit, UNKNOWN);
    assert.deepEqual(
      words.map(({ word, weight }) => [word, weight.toFixed(1)]),
      [
        ["el", "0.0"],
        ["grifo", "2.0"],
        ["sin", "0.0"],
        ["luz", "-1.0"],
      ],
    );
  });

  it("compares the only word with knowing nothing", () => {
    assert.deepEqual(
      leaveOut("¡grifo!", () => -0.5, UNKNOWN),
      {
        bias: UNKNOWN,
        words: [{ word: "grifo", start: 1, end: 6, weight: 2.5 }],
      },
    );
  });

  it("asks no more than 65 times, however long the text is", () => {
    const text = Array.from({ length: 1000 }, (_, index) => `palabra${index}`).join(" ");
    let asked = 0;
    const { words } = leaveOut(
      text,
      (some) => {
        asked += 1;
        return logit(some);
      },
      UNKNOWN,
    );
    assert.equal(asked, 65);
    assert.equal(words.length, 1000);
  });
});
