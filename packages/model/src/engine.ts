import type { Word } from "./prediction.ts";

/** What answers inside a model, whatever it is made of. Knows labels by their numbers only. */
export interface Engine {
  /** The probability of each label for the text last read. */
  readonly probabilities: Float64Array;
  read(text: string): void;
  /** What the bias and each word add to a label's logit. */
  explain(text: string, label: number): { bias: number; words: Word[] };
}
