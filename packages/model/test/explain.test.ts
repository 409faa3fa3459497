import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { trainClassifier } from "@eslabon/model";
import fc from "fast-check";
import { Classifier } from "../src/classifier.ts";
import { claims } from "./claims.ts";
import { writeClaimsModel } from "./claims-model.ts";

const { model } = await writeClaimsModel();
const { weights, temperature, labels } = await trainClassifier(claims, { threads: 1 });
const classifier = new Classifier(weights, temperature);

const words = claims.flatMap(({ text }) => text.split(" "));
const anyWord = fc.oneof(fc.constantFrom(...words), fc.string(), fc.constantFrom("😀", "n\u0303u", "İ", "…"));
const anyText = fc.array(anyWord, { maxLength: 30 }).map((some) => ["la", ...some].join(" "));

/** The logit of a label by its explanation: the bias and what all words add. */
function explainedLogit(text: string, label: number): number {
  classifier.read(text);
  const { bias, words } = classifier.explain(label);
  return words.reduce((sum, { weight }) => sum + weight, bias);
}

describe("explanation", () => {
  it("adds up to the logits whose softmax is the prediction", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const powers = labels.map((_, label) => Math.exp(explainedLogit(text, label)));
        const sum = powers.reduce((total, power) => total + power, 0);
        classifier.read(text);
        for (const [label, power] of powers.entries()) {
          // The prediction adds up in 32 bits, the explanation in 64.
          assert.ok(Math.abs(power / sum - classifier.probabilities[label]!) < 1e-6);
        }
      }),
    );
  });

  it("is that of the first label", () => {
    fc.assert(
      fc.property(anyText, (texto) => {
        const { prediction, explanation } = model.explain({ texto });
        assert.deepEqual(prediction, model.predict({ texto }));
        const { label, bias, words, fields } = explanation;
        assert.equal(label, prediction[0]!.label);
        classifier.read(texto);
        const reasons = classifier.explain(labels.indexOf(label));
        assert.deepEqual({ bias, words, facts: fields }, reasons);
      }),
    );
  });

  it("has every word where it stands in the text, and nothing else of it", () => {
    fc.assert(
      fc.property(anyText, (texto) => {
        let rest = 0;
        for (const { word, start, end } of model.explain({ texto }).explanation.words) {
          assert.equal(texto.slice(start, end), word);
          assert.doesNotMatch(texto.slice(rest, start), /[\p{L}\p{N}]/u);
          rest = end;
        }
        assert.doesNotMatch(texto.slice(rest), /[\p{L}\p{N}]/u);
      }),
    );
  });

  it("names the word that decided", () => {
    const { explanation } = model.explain({ texto: "Tengo un problema: el GRIFO hace ruido" });
    const strongest = explanation.words.toSorted((a, b) => b.weight - a.weight)[0]!;
    assert.deepEqual([explanation.label, strongest.word], ["Fontanería", "GRIFO"]);
  });

  it("gives a word that it does not know at all no weight", () => {
    const { words } = model.explain({ texto: "грифон" }).explanation;
    assert.deepEqual(
      words.map(({ weight }) => weight),
      [0],
    );
  });

  it("refuses what a prediction refuses", () => {
    assert.throws(() => model.explain({}), { code: "MODEL_TEXT_MISSING" });
    assert.throws(() => model.explain({ texto: "?" }), { code: "MODEL_TEXT_EMPTY" });
  });
});
