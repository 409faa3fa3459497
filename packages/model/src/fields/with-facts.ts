import type { Example } from "../example.ts";
import { FieldReader } from "./field-reader.ts";
import type { LearntField } from "./learnt-field.ts";

/**
 * Adds to each example what its additional fields say, as training reads it.
 *
 * @throws EslabonError `MODEL_FIELD_TYPE`; and whatever the examples throw.
 */
export async function* withFacts(
  examples: AsyncIterable<Example> | Iterable<Example>,
  fields: readonly LearntField[],
): AsyncGenerator<Example> {
  const reader = new FieldReader(fields);
  for await (const example of examples) {
    yield fields.length === 0 ? example : { ...example, facts: reader.facts(example.fields) };
  }
}
