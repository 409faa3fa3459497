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
  readonly ${JSON.stringify(fields.text)}: string;
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
