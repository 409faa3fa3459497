import { modelErrors } from "../errors.ts";
import { UNREADABLE } from "../input/name-type.ts";
import { readProperty } from "../input/read-property.ts";
import { type Facts, factTeller } from "./facts.ts";
import type { LearntField } from "./learnt-field.ts";
import { type FieldValue, readValue } from "./read-value.ts";

/** What an input says in one field. */
export interface FieldReading {
  readonly field: string;
  /** Null where it says nothing. */
  readonly value: FieldValue | null;
  readonly facts: Facts;
}

/** Reads a model's additional fields. */
export class FieldReader {
  readonly #fields: readonly { field: LearntField; tell: ReturnType<typeof factTeller> }[];

  constructor(fields: readonly LearntField[]) {
    this.#fields = fields.map((field) => ({ field, tell: factTeller(field) }));
  }

  /**
   * One reading a field, in the order of the fields. The input may come from anywhere, whatever its type says.
   *
   * @throws EslabonError `MODEL_FIELD_MISSING`, `MODEL_FIELD_TYPE`.
   */
  read(input: unknown): FieldReading[] {
    return this.#fields.map(({ field: { name, type, required }, tell }) => {
      const value = readValue(name, type, propertyOf(input, name));
      if (value === null && required) throw modelErrors.MODEL_FIELD_MISSING(name);
      return { field: name, value, facts: tell(value) };
    });
  }

  /**
   * What there is to learn of a row. Of one without a required field the text can be learnt all the same.
   *
   * @throws EslabonError `MODEL_FIELD_TYPE`.
   */
  facts(values: Readonly<Record<string, unknown>> = {}): Facts {
    return this.#fields.flatMap(({ field: { name, type }, tell }) =>
      tell(readValue(name, type, propertyOf(values, name))),
    );
  }
}

function propertyOf(input: unknown, name: string): unknown {
  return readProperty(input, name, () =>
    modelErrors.MODEL_FIELD_TYPE(name, "a value that can be read", UNREADABLE),
  );
}
