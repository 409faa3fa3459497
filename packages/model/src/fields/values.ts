import { Type, type Static } from "typebox";

/** Values of additional fields, by name. What has none is left out. */
export const FieldValues = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
);
export type FieldValues = Readonly<Static<typeof FieldValues>>;
