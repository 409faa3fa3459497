import type { Engine } from "./engine.ts";
import { modelErrors } from "./errors.ts";
import { hasWords } from "./features/words.ts";
import type { Manifest } from "./manifest.ts";
import type { Input, Model } from "./model.ts";
import type { Score } from "./prediction.ts";

/** An engine with its manifest: labels by name, inputs checked. */
export function createModel(manifest: Manifest, engine: Engine): Model {
  const { labels } = manifest;

  function score(text: string): Score[] {
    engine.read(text);
    const scores = labels.map((label, number) => ({ label, score: engine.probabilities[number]! }));
    return scores.sort((a, b) => b.score - a.score);
  }

  return {
    manifest,
    predict: (input) => score(readText(manifest, input)),
    decide: (input) => {
      const prediction = score(readText(manifest, input));
      const { label, score: confidence } = prediction[0]!;
      return { label: confidence >= manifest.threshold.confidence ? label : null, confidence, prediction };
    },
    explain: (input) => {
      // Read once: a getter may give another text the next time.
      const text = readText(manifest, input);
      const prediction = score(text);
      const { label } = prediction[0]!;
      const reasons = engine.explain(text, labels.indexOf(label));
      return { prediction, explanation: { label, ...reasons } };
    },
  };
}

/** The input may come from anywhere, whatever its type says. */
function readText({ fields, limits }: Manifest, input: unknown): string {
  const text = readField(input, fields.text);
  if (text === undefined) throw modelErrors.MODEL_TEXT_MISSING(fields.text);
  if (typeof text !== "string") throw modelErrors.MODEL_TEXT_TYPE(fields.text, nameType(text));
  if (text.length > limits.textLength) {
    throw modelErrors.MODEL_TEXT_TOO_LONG(fields.text, text.length, limits.textLength);
  }
  if (!hasWords(text)) throw modelErrors.MODEL_TEXT_EMPTY(fields.text);
  return text;
}

/** A getter is code of the caller's own, which may throw. */
function readField(input: unknown, field: string): unknown {
  if (typeof input !== "object" || input === null) return undefined;
  try {
    return (input as Input)[field];
  } catch {
    throw modelErrors.MODEL_TEXT_TYPE(field, UNREADABLE);
  }
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  try {
    return Array.isArray(value) ? "an array" : `of type ${typeof value}`;
  } catch {
    // A proxy that was revoked.
    return UNREADABLE;
  }
}

const UNREADABLE = "unreadable";
