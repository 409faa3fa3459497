import type { Engine } from "./engine.ts";
import { modelErrors } from "./errors.ts";
import { hasWords } from "./features/words.ts";
import type { Manifest } from "./manifest.ts";
import type { Input, Model } from "./model.ts";
import type { Score } from "./prediction.ts";

/** An engine with its manifest: labels by name, inputs checked. */
export function createModel(manifest: Manifest, engine: Engine): Model {
  const { labels } = manifest;

  function predict(input: Input): Score[] {
    engine.read(readText(manifest, input));
    const scores = labels.map((label, number) => ({ label, score: engine.probabilities[number]! }));
    return scores.sort((a, b) => b.score - a.score);
  }

  return {
    manifest,
    predict,
    decide: (input) => {
      const prediction = predict(input);
      const { label, score: confidence } = prediction[0]!;
      return { label: confidence >= manifest.threshold.confidence ? label : null, confidence, prediction };
    },
    explain: (input) => {
      const prediction = predict(input);
      const { label } = prediction[0]!;
      const reasons = engine.explain(readText(manifest, input), labels.indexOf(label));
      return { prediction, explanation: { label, ...reasons } };
    },
  };
}

/** The input may come from anywhere, whatever its type says. */
function readText({ fields, limits }: Manifest, input: unknown): string {
  const text = typeof input === "object" && input !== null ? (input as Input)[fields.text] : undefined;
  if (text === undefined) throw modelErrors.MODEL_TEXT_MISSING(fields.text);
  if (typeof text !== "string") throw modelErrors.MODEL_TEXT_TYPE(fields.text, nameType(text));
  if (text.length > limits.textLength) {
    throw modelErrors.MODEL_TEXT_TOO_LONG(fields.text, text.length, limits.textLength);
  }
  if (!hasWords(text)) throw modelErrors.MODEL_TEXT_EMPTY(fields.text);
  return text;
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `of type ${typeof value}`;
}
