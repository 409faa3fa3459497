import type { Manifest } from "./manifest.ts";
import type { Decision, Explanation, Prediction } from "./prediction.ts";

/** What a model is asked: its fields by name. The text, and what `manifest.fields.extra` says; anything else is ignored. */
export type Input = Readonly<Record<string, unknown>>;

/** A classifier that is ready to answer. */
export interface Model {
  readonly manifest: Manifest;
  /**
   * All labels in order, with their calibrated probabilities.
   *
   * @throws EslabonError `MODEL_TEXT_MISSING` (no text field), `MODEL_TEXT_TYPE` (not a string), `MODEL_TEXT_EMPTY`
   * (no letter or digit in it), `MODEL_TEXT_TOO_LONG` (over `manifest.limits.textLength` characters), `MODEL_FIELD_MISSING` (no value
   * in a field that it needs), `MODEL_FIELD_TYPE` (a value that is none of the field's type).
   */
  predict(input: Input): Prediction;
  /** As {@link Model.predict}, with the first label only if the model is sure enough of it: `manifest.threshold` says from where on. */
  decide(input: Input): Decision;
  /** As {@link Model.predict}, with the words and fields that spoke for the first label. */
  explain(input: Input): { readonly prediction: Prediction; readonly explanation: Explanation };
}
