import { exampleValue, type LearntField, type Manifest } from "@eslabon/model";
import { Type, type TSchema, type TString } from "typebox";

/** A text that can be answered: one letter or digit makes a word. How long it may be JSON Schema cannot say, which does not count in UTF-16 units. */
export function textSchema(description: string, { golden }: Pick<Manifest, "golden">): TString {
  return Type.String({
    description,
    pattern: String.raw`[\p{L}\p{N}]`,
    examples: [golden[0]?.text ?? "bañera"],
  });
}

/** What a body may hold beside the text, for the OpenAPI document. */
export function fieldSchemas(fields: readonly LearntField[]): Record<string, TSchema> {
  return Object.fromEntries(
    fields.map((field) => {
      const schema = schemaOf(field);
      return [field.name, field.required ? schema : Type.Optional(Type.Union([schema, Type.Null()]))];
    }),
  );
}

/** What a parameter of an address may hold, which is always a text there. */
export function parameterSchema(field: LearntField): TSchema {
  const schema = field.type === "category" ? Type.String(aboutCategory(field)) : schemaOf(field);
  return field.required ? schema : Type.Optional(schema);
}

function schemaOf(field: LearntField): TSchema {
  const examples = [exampleValue(field)];
  switch (field.type) {
    case "category":
      return Type.Union([Type.String(), Type.Number(), Type.Boolean()], aboutCategory(field));
    case "number":
      return Type.Number({ examples });
    case "date":
      return Type.String({ description: "A date or a time of ISO 8601.", examples });
  }
}

function aboutCategory(field: Extract<LearntField, { type: "category" }>): {
  description: string;
  examples: unknown[];
} {
  const { values } = field;
  const known = values.length > MOST_VALUES ? "" : `: ${values.join(", ")}`;
  return {
    description: `One of ${values.length} names${known}. Another is answered too, and says nothing.`,
    examples: [exampleValue(field)],
  };
}

/** Of a category with more values they are not told one by one. */
const MOST_VALUES = 100;
