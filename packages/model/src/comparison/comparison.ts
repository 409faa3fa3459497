import { Type, type Static } from "typebox";

const AnswerProperties = {
  /** The first label; null where the model refused the text. */
  label: Type.Union([Type.String(), Type.Null()]),
  /** Its probability. */
  score: Type.Number(),
  /** Whether the model was sure enough of it to decide. */
  decided: Type.Boolean(),
};

/** What one model answers to a text. */
export const Answer = Type.Object(AnswerProperties);
export type Answer = Static<typeof Answer>;

const ReasonsProperties = {
  words: Type.Array(
    Type.Object({ word: Type.String(), start: Type.Integer(), end: Type.Integer(), weight: Type.Number() }),
  ),
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      /** Null where it has none. */
      value: Type.Union([Type.String(), Type.Number(), Type.Null()]),
      weight: Type.Number(),
    }),
  ),
};

/** The words that spoke most for an answer, and the additional fields that spoke for it, in logits, the strongest first. */
export const Reasons = Type.Object(ReasonsProperties);
export type Reasons = Static<typeof Reasons>;

const ExplainedAnswer = Type.Object({ ...AnswerProperties, ...ReasonsProperties });

const Change = Type.Object({
  text: Type.String(),
  label: Type.String(),
  a: ExplainedAnswer,
  b: ExplainedAnswer,
});
export type Change = Static<typeof Change>;

/** Answers that changed in one way. `rows` counts all of them; of very many, those of which B is surest are kept. */
const Changes = Type.Object({ rows: Type.Integer(), kept: Type.Array(Change) });
export type Changes = Static<typeof Changes>;

const Figures = {
  accuracy: Type.Number(),
  macroF1: Type.Number(),
  ece: Type.Number(),
  /** The share of rows that is decided. */
  decided: Type.Number(),
};
const MaybeShare = Type.Union([Type.Number(), Type.Null()]);

/** One of the two models and how well it answered. */
const Side = Type.Object({
  name: Type.String(),
  package: Type.String(),
  version: Type.String(),
  /** What it was trained on. */
  data: Type.Object({ package: Type.String(), version: Type.String(), digest: Type.String() }),
  ...Figures,
  /** How often a decision is right; null where nothing was decided. */
  precision: MaybeShare,
  unanswered: Type.Integer(),
});
export type Side = Static<typeof Side>;

const LabelFigures = Type.Object({ recall: Type.Number(), f1: Type.Number() });

/** What became of one label. */
export const LabelChange = Type.Object({
  label: Type.String(),
  /** Rows for which it is the right one. */
  rows: Type.Integer(),
  /** Which of the models can answer it at all. */
  knownTo: Type.Union([Type.Literal("both"), Type.Literal("a"), Type.Literal("b"), Type.Literal("neither")]),
  a: LabelFigures,
  b: LabelFigures,
  /** F1 of B less that of A. */
  difference: Type.Number(),
});
export type LabelChange = Static<typeof LabelChange>;

/** Two models asked about the same rows. Shares are from 0 to 1, differences are B less A. */
export const Comparison = Type.Object({
  rows: Type.Integer(),
  a: Side,
  b: Side,
  difference: Type.Object({ ...Figures, precision: MaybeShare, unanswered: Type.Integer() }),
  /** In how many rows who is right. */
  agreement: Type.Object({
    bothRight: Type.Integer(),
    onlyA: Type.Integer(),
    onlyB: Type.Integer(),
    bothWrong: Type.Integer(),
  }),
  /** How likely so large a difference is by chance, and which is better when that is less than 0.05. */
  mcnemar: Type.Object({
    method: Type.Union([Type.Literal("exact"), Type.Literal("mid-p")]),
    p: Type.Number(),
    better: Type.Union([Type.Literal("a"), Type.Literal("b"), Type.Null()]),
  }),
  /** Labels of the rows and of the answers, the greatest loss first and the greatest gain last. */
  labels: Type.Array(LabelChange),
  /** Labels that only one of the models has. */
  onlyIn: Type.Object({ a: Type.Array(Type.String()), b: Type.Array(Type.String()) }),
  changed: Type.Object({
    /** A right, B wrong. */
    lost: Changes,
    /** A wrong, B right. */
    won: Changes,
    /** Both wrong, each in its own way. */
    other: Changes,
  }),
});
export type Comparison = Static<typeof Comparison>;
