import type { Manifest } from "./manifest.ts";
import type { Decision, Explanation, Prediction } from "./prediction.ts";

/** What a model is asked: its fields by name. At least the text field; anything else is ignored or typed by the model. */
export type Input = Readonly<Record<string, unknown>>;

/** A classifier that is ready to answer. */
export interface Model {
  readonly manifest: Manifest;
  /**
   * All labels in order, with their calibrated probabilities.
   *
   * @throws EslabonError `MODEL_TEXT_MISSING` (no text field), `MODEL_TEXT_TYPE` (not a string), `MODEL_TEXT_EMPTY`
   * (no letter or digit in it), `MODEL_TEXT_TOO_LONG` (over `manifest.limits.textLength` characters).
   */
  predict(input: Input): Prediction;
  /** As {@link Model.predict}, with the first label only if the model is sure enough of it: `manifest.threshold` says from where on. */
  decide(input: Input): Decision;
  /** As {@link Model.predict}, with the words that spoke for the first label. */
  explain(input: Input): { readonly prediction: Prediction; readonly explanation: Explanation };
}
