import type { FieldValues } from "./fields/values.ts";

/** A text with the label that is right for it. */
export interface Example {
  readonly text: string;
  readonly label: string;
  /** What is known beside the text, by the names of the fields. */
  readonly fields?: FieldValues;
  /** What these fields say, for training: `withFacts` puts them there. */
  readonly facts?: readonly string[];
}
