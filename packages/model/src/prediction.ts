import type { FieldValue } from "./fields/read-value.ts";

/** A label with the calibrated probability that it is the right one, from 0 to 1. */
export interface Score {
  readonly label: string;
  readonly score: number;
}

/** Every label of the model, the most probable first; the scores add up to 1. */
export type Prediction = readonly Score[];

/** A prediction together with what to do about it. */
export interface Decision {
  /** The first label, or null: the model is not sure enough to say. */
  readonly label: string | null;
  /** How sure it is that its first label is right, from 0 to 1. */
  readonly confidence: number;
  readonly prediction: Prediction;
}

/** What one word of the text did for a label: positive for, negative against, in logits. */
export interface Word {
  readonly word: string;
  /** Where the word stands in the text: UTF-16 offsets, `end` exclusive, so that `text.slice(start, end)` is the word. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** What one additional field of the input did for a label, in logits. */
export interface WeighedField {
  readonly field: string;
  /** As it was read; null where there was none, which may have its weight too. */
  readonly value: FieldValue | null;
  readonly weight: number;
}

/** Why the first label came first: its logit is `bias` plus the weights of all words and fields. */
export interface Explanation {
  readonly label: string;
  readonly bias: number;
  readonly words: readonly Word[];
  /** All that the model reads beside the text. */
  readonly fields: readonly WeighedField[];
}
