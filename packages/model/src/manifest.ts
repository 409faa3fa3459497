import { Type, type Static } from "typebox";
import { ConfidenceScale } from "./confidence.ts";
import { Evaluation } from "./evaluation.ts";
import { Continued } from "./training/continuing/continued.ts";
import { LearntField } from "./fields/learnt-field.ts";
import { FieldValues } from "./fields/values.ts";

/** What `model.json` says: everything about a model but what it learnt. */
export const Manifest = Type.Object({
  format: Type.Literal("eslabon-model/1"),
  /** Short name, the one in URLs: `hogar`. */
  name: Type.String(),
  /** npm name and version of the package: `@hogar/model`, `1.1.0`. */
  package: Type.String(),
  version: Type.String(),
  /** BCP 47 tag of the texts' language, `und` when nobody said. */
  language: Type.String(),
  /** The input's text field, `texto`, and the dataset's label field, `gremio`. */
  fields: Type.Object({
    text: Type.String(),
    label: Type.String(),
    /** What it reads beside the text; a model of texts alone has none. */
    extra: Type.Optional(Type.Array(LearntField)),
  }),
  labels: Type.Array(Type.String(), { minItems: 2 }),
  /** `textLength`: the longest text that is answered, in UTF-16 units (what `"…".length` counts). */
  limits: Type.Object({ textLength: Type.Integer({ minimum: 1 }) }),
  /** The exact dataset that it was trained on, and how many of its rows. */
  data: Type.Object({
    package: Type.String(),
    version: Type.String(),
    digest: Type.String(),
    rows: Type.Integer(),
  }),
  /** What divides a label's margin before the softmax; of an ONNX model, the logarithm of its probability. */
  temperature: Type.Number({ exclusiveMinimum: 0 }),
  /** How the odds of an answer become a confidence. */
  confidence: ConfidenceScale,
  /** From which confidence on its first label is a decision; chosen on held-out training rows for a precision, with the share of rows decided. */
  threshold: Type.Object({ confidence: Type.Number(), precision: Type.Number(), coverage: Type.Number() }),
  /** What answers, with the SHA-256 of the file that it answers from. */
  engine: Type.Union([
    /** `weights.bin`; `columns`: how many n-grams it knows; `weighted`: of how many it knows what they say of the labels. */
    Type.Object({
      kind: Type.Literal("linear"),
      columns: Type.Integer({ minimum: 0 }),
      weighted: Type.Integer({ minimum: 0 }),
      sha256: Type.String(),
    }),
    /** `model.onnx`, whose columns of probabilities are the labels in their order. */
    Type.Object({ kind: Type.Literal("onnx"), sha256: Type.String() }),
  ]),
  /** Where training did not begin from nothing. */
  continued: Type.Optional(Continued),
  /**
   * How well it answers: the rows that a dataset keeps for testing, or, without such, training rows held out in turn; or how well the model answered
   * that its training was continued from.
   */
  metrics: Type.Object({
    ...Evaluation.properties,
    source: Type.Union([Type.Literal("test"), Type.Literal("cross-validation"), Type.Literal("previous")]),
  }),
  /** How accurate it is on the test rows, and how accurate classifiers are that learnt from parts of its rows; the fewest rows first. */
  learningCurve: Type.Optional(Type.Array(Type.Object({ rows: Type.Integer(), accuracy: Type.Number() }))),
  /** Texts with the label that the model must answer first, every time and everywhere. */
  golden: Type.Array(
    Type.Object({ text: Type.String(), label: Type.String(), fields: Type.Optional(FieldValues) }),
  ),
});
export type Manifest = Static<typeof Manifest>;
