import type { LearntField } from "../fields/learnt-field.ts";
import type { Manifest } from "../manifest.ts";

/** `index.js` of a model package. */
export const ENTRY = `import { loadModel } from "@eslabon/model";

export const model = await loadModel(import.meta.dirname);
`;

/**
 * `index.d.ts` of a model package: the types of its input and its labels. Code that names what a later version has no more does not compile
 * with that one; what a later version adds breaks none.
 */
export function declareModel({ name, fields, labels }: Pick<Manifest, "name" | "fields" | "labels">): string {
  const label = labels.map((text) => `\n  | ${JSON.stringify(text)}`).join("");
  return `import type { Explanation, Manifest } from "@eslabon/model";

/**
 * What ${name} tells apart. The last one stands for the labels that later versions add: code that knows all others has to say what becomes of
 * them, too. A label that is named and not among these is an error.
 */
export type Label =${label}
  | ${OTHERS};

/** Something for each label, such as a price: for those that it names. */
export type ByLabel<T> = { readonly [Name in Label]?: T };

/** What ${name} is asked. A type, not an interface, so that it is also an Input of any model. */
export type Input = {
  readonly ${JSON.stringify(fields.text)}: string;${(fields.extra ?? []).map(declareField).join("")}
};

export interface Score {
  readonly label: Label;
  /** Calibrated probability, from 0 to 1. */
  readonly score: number;
}

/** Every label, the most probable first. */
export type Prediction = readonly Score[];

export interface Model {
  readonly manifest: Manifest;
  predict(input: Input): Prediction;
  /** The first label, or null when the model is not sure enough of it. */
  decide(input: Input): {
    readonly label: Label | null;
    readonly confidence: number;
    readonly prediction: Prediction;
  };
  explain(input: Input): {
    readonly prediction: Prediction;
    readonly explanation: Explanation & { readonly label: Label };
  };
}

export declare const model: Model;
`;
}

/**
 * No label looks like this. With a type for all strings in its place, the compiler would not see that a label that is compared with is none,
 * and with none it would take a list of all labels for one that stays complete.
 */
const OTHERS = "`a label of a later version: ${string}`";

/** Of a category with more values they are not told one by one. */
const MOST_VALUES = 100;

function declareField(field: LearntField): string {
  const [type, about] = typeOf(field);
  const name = JSON.stringify(field.name);
  const declared = field.required ? `${name}: ${type}` : `${name}?: ${type} | null | undefined`;
  return `\n  /** ${about} */\n  readonly ${declared};`;
}

function typeOf(field: LearntField): readonly [type: string, about: string] {
  switch (field.type) {
    case "category":
      return typeOfCategory(field.values);
    case "number":
      return ["number", "A finite number."];
    case "date":
      return ["string", "A date or a time of ISO 8601: `2026-02-09`, `2026-02-09T18:30+01:00`."];
  }
}

function typeOfCategory(values: readonly string[]): readonly [type: string, about: string] {
  if (values.length === 0 || values.length > MOST_VALUES) {
    return [
      "string",
      `One of the ${values.length} names that the model knows. Another is answered too, and says nothing.`,
    ];
  }
  return [
    [...values.map((value) => JSON.stringify(value)), "(string & {})"].join(" | "),
    "The names that the model knows. Another is answered too, and says nothing.",
  ];
}
