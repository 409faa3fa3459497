import type { LearntField } from "../fields/learnt-field.ts";
import type { Manifest } from "../manifest.ts";

/** `index.js` of a model package. */
export const ENTRY = `import { loadModel } from "@eslabon/model";

export const model = await loadModel(import.meta.dirname);
`;

/** `index.d.ts` of a model package: the types of its input and its labels. */
export function declareModel({ name, fields, labels }: Manifest): string {
  const label = labels.map((text) => `\n  | ${JSON.stringify(text)}`).join("");
  return `import type { Explanation, Manifest } from "@eslabon/model";

/** What ${name} tells apart. */
export type Label =${label};

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

export declare const model: {
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
};
`;
}

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
    values.map((value) => JSON.stringify(value)).join(" | "),
    "The names that the model knows. Another is answered too, and says nothing.",
  ];
}
