import { Type, type Static } from "typebox";

/** The line of JSON that child.ts prints. */
export const Latencies = Type.Object({
  /** How long each prediction took, in their order. */
  microseconds: Type.Array(Type.Number()),
  /** What was in use after garbage was collected: before the first prediction, and after each part of them. */
  heapBytes: Type.Array(Type.Number()),
});
export type Latencies = Static<typeof Latencies>;
