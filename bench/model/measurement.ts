import { Type, type Static } from "typebox";

/** What a contestant says of one test text. No label when it could not answer, no probability when it knows none. */
export const Answer = Type.Object({
  label: Type.Union([Type.String(), Type.Null()]),
  probability: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
});
export type Answer = Static<typeof Answer>;

/** An answer with all by which the contestant could tell how sure it is: the more, the surer. Nothing when it could not answer. */
export const FullAnswer = Type.Object({
  ...Answer.properties,
  scores: Type.Record(Type.String(), Type.Number()),
});
export type FullAnswer = Static<typeof FullAnswer>;

/** The line of JSON that a contestant prints: one training and one answer to every text, in their order. */
export const Measurement = Type.Object({
  /** Names and versions of what did the work: `{ "scikit-learn": "1.9.1" }`. */
  versions: Type.Record(Type.String(), Type.String()),
  /** From rows in memory to a trained model in memory: of all threads of the process, and by the clock. */
  trainingCpuSeconds: Type.Number(),
  trainingWallSeconds: Type.Number(),
  /** To each text of `--test`, one text a call. Empty without it. */
  answers: Type.Array(Answer),
  /** How long each of these answers took. */
  microseconds: Type.Array(Type.Number()),
  /** To the texts of each `--ask`, at whatever pace. */
  asked: Type.Array(Type.Array(FullAnswer)),
});
export type Measurement = Static<typeof Measurement>;
