import { Type, type Static } from "typebox";

export const FieldType = Type.Union([Type.Literal("category"), Type.Literal("number"), Type.Literal("date")]);
export type FieldType = Static<typeof FieldType>;

/** What a user says of a field that a model reads beside the text. */
export const FieldDefinition = Type.Object(
  {
    type: FieldType,
    /** Whether an input without it is refused; it is not unless given. */
    required: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type FieldDefinition = Static<typeof FieldDefinition>;

/** Without what parts a name from a value, so that no two fields can say the same. */
const NAME = String.raw`^(?!__proto__$)[^=<>?:]{1,100}$`;
const MOST_FIELDS = 50;

/** The fields that a model reads beside the text, by their names in the dataset. */
export const FieldDefinitions = Type.Record(Type.String({ pattern: NAME }), FieldDefinition, {
  additionalProperties: false,
  maxProperties: MOST_FIELDS,
});
export type FieldDefinitions = Static<typeof FieldDefinitions>;
