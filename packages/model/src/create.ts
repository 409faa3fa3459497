import { confidenceOf, logOdds } from "./confidence.ts";
import type { Engine } from "./engine.ts";
import { modelErrors } from "./errors.ts";
import { hasWords } from "./features/words.ts";
import { FieldReader, type FieldReading } from "./fields/field-reader.ts";
import { nameType, UNREADABLE } from "./input/name-type.ts";
import { readProperty } from "./input/read-property.ts";
import type { Manifest } from "./manifest.ts";
import type { Model } from "./model.ts";
import { Ranking } from "./ranking.ts";
import type { Score, WeighedField } from "./prediction.ts";

/** An input that was found to be right. */
interface Question {
  readonly text: string;
  readonly readings: readonly FieldReading[];
  /** Of all readings, in their order. */
  readonly facts: readonly string[];
}

/** An engine with its manifest: labels by name, inputs checked. */
export function createModel(manifest: Manifest, engine: Engine): Model {
  const { labels } = manifest;
  const ranking = new Ranking(labels.length);
  const fields = new FieldReader(manifest.fields.extra ?? []);

  /** Reads everything once: a getter may give another value the next time. */
  function read(input: unknown): Question {
    const text = readText(manifest, input);
    const readings = fields.read(input);
    return { text, readings, facts: readings.flatMap(({ facts }) => facts) };
  }

  function score({ text, facts }: Question): Score[] {
    engine.read(text, facts);
    const { probabilities } = engine;
    const scores: Score[] = [];
    // In a loop: `Array.from` would take as long as all n-grams.
    for (const number of ranking.of(probabilities)) {
      scores.push({ label: labels[number]!, score: probabilities[number]! });
    }
    return scores;
  }

  return {
    manifest,
    predict: (input) => score(read(input)),
    decide: (input) => {
      const prediction = score(read(input));
      const odds = logOdds(engine.probabilities, engine.known);
      const confidence = confidenceOf(odds, manifest.confidence);
      const { label } = prediction[0]!;
      return { label: confidence >= manifest.threshold.confidence ? label : null, confidence, prediction };
    },
    explain: (input) => {
      const question = read(input);
      const prediction = score(question);
      const { label } = prediction[0]!;
      const { bias, words, facts } = engine.explain(labels.indexOf(label));
      return {
        prediction,
        explanation: { label, bias, words, fields: weighFields(question.readings, facts) },
      };
    },
  };
}

/** A field weighs what its facts weigh together. */
function weighFields(
  readings: readonly FieldReading[],
  weighed: readonly { readonly weight: number }[],
): WeighedField[] {
  const weights = weighed.values();
  return readings.map(({ field, value, facts }) => {
    const weight = facts.reduce((sum) => sum + weights.next().value!.weight, 0);
    return { field, value, weight };
  });
}

/** The input may come from anywhere, whatever its type says. */
function readText({ fields, limits }: Manifest, input: unknown): string {
  const text = readProperty(input, fields.text, () => modelErrors.MODEL_TEXT_TYPE(fields.text, UNREADABLE));
  if (text === undefined) throw modelErrors.MODEL_TEXT_MISSING(fields.text);
  if (typeof text !== "string") throw modelErrors.MODEL_TEXT_TYPE(fields.text, nameType(text));
  if (text.length > limits.textLength) {
    throw modelErrors.MODEL_TEXT_TOO_LONG(fields.text, text.length, limits.textLength);
  }
  if (!hasWords(text)) throw modelErrors.MODEL_TEXT_EMPTY(fields.text);
  return text;
}
