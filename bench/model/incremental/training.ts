import { Type, type Static } from "typebox";

/** The line of JSON that child.ts prints: one training. */
export const Training = Type.Object({
  /** Of the training, with reading the model to continue from. */
  cpuSeconds: Type.Number(),
  /** On the test rows. */
  accuracy: Type.Number(),
  calibrationError: Type.Number(),
});
export type Training = Static<typeof Training>;
