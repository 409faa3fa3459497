import type { LearntField } from "./learnt-field.ts";
import type { FieldValue } from "./read-value.ts";

/** A value that a field can have, to show or to try. */
export function exampleValue(field: LearntField): FieldValue {
  let value: FieldValue = "2026-02-09";
  if (field.type === "category") value = field.values[0] ?? "a";
  if (field.type === "number") value = field.thresholds[Math.floor(field.thresholds.length / 2)] ?? 0;
  return value;
}
