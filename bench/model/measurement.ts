import { Type, type Static } from "typebox";

/** What a contestant says of one test text. No label when it could not answer, no probability when it knows none. */
export const Answer = Type.Object({
  label: Type.Union([Type.String(), Type.Null()]),
  probability: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
});
export type Answer = Static<typeof Answer>;

/** The line of JSON that a contestant prints: one training and one answer to every test text, in their order. */
export const Measurement = Type.Object({
  /** Names and versions of what did the work: `{ "scikit-learn": "1.9.1" }`. */
  versions: Type.Record(Type.String(), Type.String()),
  /** From rows in memory to a trained model in memory: of all threads of the process, and by the clock. */
  trainingCpuSeconds: Type.Number(),
  trainingWallSeconds: Type.Number(),
  answers: Type.Array(Answer),
  /** How long each answer took. */
  microseconds: Type.Array(Type.Number()),
});
export type Measurement = Static<typeof Measurement>;
