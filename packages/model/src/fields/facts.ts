import { partsOf } from "./date.ts";
import type { LearntField } from "./learnt-field.ts";
import type { FieldValue } from "./read-value.ts";

/** What a field's value says, as short strings that a classifier knows or not: `canal=app`, `importe>=150`, `fecha:month=7`. */
export type Facts = readonly string[];

type Teller = (value: FieldValue) => Facts;

/**
 * Tells the facts of a field's values. That there is no value is one, too: what people leave out may tell as much as what they say.
 *
 * A field's name holds none of the signs that follow it here, so no two fields say the same.
 */
export function factTeller(field: LearntField): (value: FieldValue | null) => Facts {
  const tell = tellerOf(field);
  const missing = [`${field.name}?`];
  return (value) => (value === null ? missing : tell(value));
}

function tellerOf(field: LearntField): Teller {
  switch (field.type) {
    case "category":
      return tellCategory(field.name, field.values);
    case "number":
      return tellNumber(field.name, field.thresholds);
    case "date":
      return tellDate(field.name);
  }
}

function tellCategory(name: string, values: readonly string[]): Teller {
  const facts = new Map<FieldValue, Facts>(values.map((value) => [value, [`${name}=${value}`]]));
  return (value) => facts.get(value) ?? [];
}

/** On which side of each threshold: so the order of numbers counts, and every number has as many facts. */
function tellNumber(name: string, thresholds: readonly number[]): Teller {
  const sides = thresholds.map((threshold) => ({
    threshold,
    reached: `${name}>=${threshold}`,
    missed: `${name}<${threshold}`,
  }));
  return (value) =>
    sides.map(({ threshold, reached, missed }) => (Number(value) >= threshold ? reached : missed));
}

function tellDate(name: string): Teller {
  return (value) =>
    Object.entries(partsOf(String(value)) ?? {}).map(([part, number]) => `${name}:${part}=${number}`);
}
