import { Type, type Static } from "typebox";

/** What the rows of a dataset hold under one name. */
export const Field = Type.Object({
  kind: Type.Union([
    Type.Literal("text"),
    Type.Literal("label"),
    Type.Literal("category"),
    Type.Literal("number"),
    Type.Literal("date"),
  ]),
  description: Type.String(),
  /** Rows without a value are rejected; text and label are always required. */
  required: Type.Boolean(),
  /** The most characters that a text may have; a longer one is rejected. */
  maxLength: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type Field = Static<typeof Field>;

interface FieldOptions {
  /** One sentence for the dataset's card and schema. */
  readonly description?: string;
  /** Whether rows without a value are rejected. Default: `false`. */
  readonly required?: boolean;
}

/** The text to classify. Personal data is replaced in it while it is read, before it is stored anywhere. */
export function text(options: { readonly description?: string; readonly maxLength?: number } = {}): Field {
  return { kind: "text", description: "The text to classify", required: true, maxLength: 20_000, ...options };
}

/** What the text is to be classified as. */
export function label(options: { readonly description?: string } = {}): Field {
  return { kind: "label", description: "The class of the text", required: true, ...options };
}

/** One of few names, such as a channel or a room. */
export function category(options: FieldOptions = {}): Field {
  return { kind: "category", description: "", required: false, ...options };
}

/** A number; a comma is read as the decimal point when there is no point. */
export function number(options: FieldOptions = {}): Field {
  return { kind: "number", description: "", required: false, ...options };
}

/** A calendar day, year first: `2026-02-09`, `2026/02/09` or an ISO 8601 time, of which the day is kept. */
export function date(options: FieldOptions = {}): Field {
  return { kind: "date", description: "", required: false, ...options };
}
