import { modelErrors } from "../errors.ts";
import { LONGEST_CATEGORY, readCategory } from "./category.ts";
import { readDate } from "./date.ts";
import type { FieldType } from "./definitions.ts";
import { readNumber } from "./number.ts";

/** What a field holds: the name of a category, a number, or a date as it was written. */
export type FieldValue = string | number;

/** A value as it was read, null where there is none; or what it is in place of one. */
export type Reading<Value extends FieldValue = FieldValue> =
  { readonly value: Value | null } | { readonly problem: string };

const kinds: Readonly<Record<FieldType, { expected: string; read: (value: unknown) => Reading }>> = {
  category: { expected: `a name of up to ${LONGEST_CATEGORY} characters`, read: readCategory },
  number: { expected: "a finite number", read: readNumber },
  date: { expected: "a date or a time of ISO 8601, such as 2026-02-09 or 2026-02-09T18:30Z", read: readDate },
};

/**
 * Reads what an input holds under a field's name; null where it holds nothing.
 *
 * @throws EslabonError `MODEL_FIELD_TYPE`.
 */
export function readValue(name: string, type: FieldType, value: unknown): FieldValue | null {
  if (value === undefined || value === null) return null;
  const { expected, read } = kinds[type];
  const reading = read(value);
  if ("problem" in reading) throw modelErrors.MODEL_FIELD_TYPE(name, expected, reading.problem);
  return reading.value;
}
