import { Type, type Static } from "typebox";

/** The line of JSON that child.ts prints: one training. */
export const Training = Type.Object({
  wallSeconds: Type.Number(),
  cpuSeconds: Type.Number(),
  /** The most that the process had in memory until the training was done: rows' reader, program and all. */
  peakBytes: Type.Number(),
  /** On the held-out rows. */
  accuracy: Type.Number(),
  modelBytes: Type.Number(),
  /** Of the model package. */
  digest: Type.String(),
});
export type Training = Static<typeof Training>;
