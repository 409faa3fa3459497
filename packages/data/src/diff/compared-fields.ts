import { type Descriptor, fieldsOf } from "./descriptor.ts";

/** The fields of both packages by which rows are compared. Text and label may have other names in each. */
export interface ComparedFields {
  readonly text: Pair;
  readonly label: Pair;
  /** Those of one name and type that are text or label on neither side. */
  readonly others: readonly string[];
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

export function comparedFields(from: Descriptor, to: Descriptor): ComparedFields {
  const parts = [from.roles.text, from.roles.label, to.roles.text, to.roles.label];
  const types = new Map(fieldsOf(to).map(({ name, type }) => [name, type]));
  return {
    text: { from: from.roles.text, to: to.roles.text },
    label: { from: from.roles.label, to: to.roles.label },
    others: fieldsOf(from)
      .filter(({ name, type }) => !parts.includes(name) && types.get(name) === type)
      .map(({ name }) => name),
  };
}
