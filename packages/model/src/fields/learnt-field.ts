import { Type, type Static } from "typebox";

const Common = { name: Type.String(), required: Type.Boolean() };

/** A field beside the text as a model's manifest keeps it: what its user said of it, and what its training rows told. */
export const LearntField = Type.Union([
  /** `values`: those that it knows, sorted by code unit. Others are allowed and say nothing. */
  Type.Object({ ...Common, type: Type.Literal("category"), values: Type.Array(Type.String()) }),
  /** `thresholds`: all that it tells of a number is which of these it reaches; the lowest first. */
  Type.Object({ ...Common, type: Type.Literal("number"), thresholds: Type.Array(Type.Number()) }),
  Type.Object({ ...Common, type: Type.Literal("date") }),
]);
export type LearntField = Static<typeof LearntField>;
