import { exampleValue, type LearntField } from "@eslabon/model";
import { Type, type TSchema } from "typebox";

/** What a body may hold beside the text, for the OpenAPI document. */
export function fieldSchemas(fields: readonly LearntField[]): Record<string, TSchema> {
  return Object.fromEntries(
    fields.map((field) => {
      const schema = schemaOf(field);
      return [field.name, field.required ? schema : Type.Optional(Type.Union([schema, Type.Null()]))];
    }),
  );
}

function schemaOf(field: LearntField): TSchema {
  const examples = [exampleValue(field)];
  switch (field.type) {
    case "category": {
      const known = field.values.length > MOST_VALUES ? "" : `: ${field.values.join(", ")}`;
      const description = `One of ${field.values.length} names${known}. Another is answered too, and says nothing.`;
      return Type.Union([Type.String(), Type.Number(), Type.Boolean()], { description, examples });
    }
    case "number":
      return Type.Number({ examples });
    case "date":
      return Type.String({ description: "A date or a time of ISO 8601.", examples });
  }
}

/** Of a category with more values they are not told one by one. */
const MOST_VALUES = 100;
