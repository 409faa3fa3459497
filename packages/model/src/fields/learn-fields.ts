import { modelErrors } from "../errors.ts";
import type { Example } from "../example.ts";
import type { FieldDefinition, FieldDefinitions } from "./definitions.ts";
import { EvenSample } from "./even-sample.ts";
import { FrequentNames } from "./frequent-names.ts";
import type { LearntField } from "./learnt-field.ts";
import { type FieldValue, readValue } from "./read-value.ts";
import { chooseThresholds } from "./thresholds.ts";

/**
 * Learns from training rows how their additional fields are to be read: which categories there are, and where numbers are
 * to be cut. Memory is bounded, however many rows there are.
 *
 * @throws EslabonError `MODEL_FIELD_EMPTY` when no row has a value in a field, `MODEL_FIELD_TYPE`; and whatever the examples throw.
 */
export async function learnFields(
  definitions: FieldDefinitions,
  examples: AsyncIterable<Example> | Iterable<Example>,
): Promise<LearntField[]> {
  const fields = Object.entries(definitions).map(([name, definition]) => new Learning(name, definition));
  // Nothing to learn is no reason to read all rows.
  if (fields.length === 0) return [];
  for await (const { fields: values = {} } of examples) for (const field of fields) field.add(values);
  return fields.map((field) => field.learnt());
}

class Learning {
  readonly #name: string;
  readonly #definition: FieldDefinition;
  readonly #names = new FrequentNames();
  readonly #numbers = new EvenSample();
  #isEmpty = true;

  constructor(name: string, definition: FieldDefinition) {
    this.#name = name;
    this.#definition = definition;
  }

  add(values: NonNullable<Example["fields"]>): void {
    const value = readValue(this.#name, this.#definition.type, values[this.#name]);
    if (value === null) return;
    this.#isEmpty = false;
    this.#count(value);
  }

  #count(value: FieldValue): void {
    if (this.#definition.type === "category") this.#names.add(String(value));
    if (this.#definition.type === "number") this.#numbers.add(Number(value));
  }

  learnt(): LearntField {
    if (this.#isEmpty) throw modelErrors.MODEL_FIELD_EMPTY(this.#name);
    const { type, required = false } = this.#definition;
    const field = { name: this.#name, required };
    switch (type) {
      case "category":
        return { ...field, type, values: this.#names.names() };
      case "number":
        return { ...field, type, thresholds: chooseThresholds(this.#numbers.values) };
      case "date":
        return { ...field, type };
    }
  }
}
