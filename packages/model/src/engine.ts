import type { Word } from "./prediction.ts";

/** What answers inside a model, whatever it is made of. Knows labels by their numbers only. */
export interface Engine {
  /** The probability of each label for the document last read. */
  readonly probabilities: Float64Array;
  /** The share of that document that it knows, from 0 to 1; 1 where nobody can tell. */
  readonly known: number;
  read(text: string, facts?: readonly string[]): void;
  /** Of the document last read. Of an engine that has to read again, the probabilities are not the document's any more. */
  explain(label: number): Reasons;
}

/** What the bias, each word and each fact add to a label's logit. */
export interface Reasons {
  readonly bias: number;
  readonly words: Word[];
  /** In the order in which the facts were given. */
  readonly facts: { readonly fact: string; readonly weight: number }[];
}
