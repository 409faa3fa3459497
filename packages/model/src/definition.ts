import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { modelErrors } from "./errors.ts";
import { FieldDefinitions } from "./fields/definitions.ts";
import { fieldsProblem } from "./fields/problem.ts";
import { FieldValues } from "./fields/values.ts";

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** What a user writes of a model. */
export const ModelDefinition = Type.Object(
  {
    /** Short name, the one in URLs. */
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9._-]*$" }),
    /** The dataset's field that holds the text; the one in its role unless given. */
    text: Type.Optional(Type.String({ minLength: 1 })),
    /** The dataset's field that holds the label; the one in its role unless given. */
    label: Type.Optional(Type.String({ minLength: 1 })),
    /** What it reads beside the text: fields of the dataset by name, such as `{ canal: { type: "category" } }`. */
    fields: Type.Optional(FieldDefinitions),
    /**
     * The program that trains the model, and its arguments: it runs in the model's folder and writes an ONNX file. eslabon's own
     * classifier is trained unless given.
     */
    program: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    limits: Type.Optional(
      Type.Object(
        {
          /** The longest text that is answered, in UTF-16 units; 20,000 unless given. */
          textLength: Type.Optional(Type.Integer({ minimum: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    /** How often a decision must be right, from 0 to 1; rows of which the model is less sure get no label. 0.9 unless given. */
    precision: Type.Optional(Share),
    /** What the check demands on the dataset's test rows. */
    gates: Type.Object(
      {
        accuracy: Share,
        macroF1: Share,
        /** Of every single label. */
        recall: Share,
        /** Of 100 answers 99 take no longer, in microseconds. Not demanded unless given: it depends on the machine. */
        p99Microseconds: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
      },
      { additionalProperties: false },
    ),
    /** Texts with the label that must come first, whatever else changes. */
    golden: Type.Array(
      Type.Object(
        {
          text: Type.String({ minLength: 1 }),
          label: Type.String({ minLength: 1 }),
          /** Values of additional fields, by name. */
          fields: Type.Optional(FieldValues),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);
export type ModelDefinition = Static<typeof ModelDefinition>;

/**
 * Checks a model's definition and gives it back.
 *
 * ```ts
 * export default defineModel({
 *   name: "hogar",
 *   gates: { accuracy: 0.8, macroF1: 0.8, recall: 0.6 },
 *   golden: [{ text: "Tengo un charco en el baño", label: "Fontanería" }],
 * });
 * ```
 *
 * @throws EslabonError `MODEL_DEFINITION_INVALID`, naming the field.
 */
export function defineModel(definition: ModelDefinition): ModelDefinition {
  const wrong = Value.Errors(ModelDefinition, definition)[0];
  if (wrong) throw modelErrors.MODEL_DEFINITION_INVALID(fieldOf(wrong), wrong.message);
  const problem = fieldsProblem(definition);
  if (problem) throw modelErrors.MODEL_DEFINITION_INVALID(...problem);
  return definition;
}

/** `/golden/0/text` → `golden.0.text`; a field too many or too few is named itself. */
function fieldOf({ instancePath, params }: { instancePath: string; params: object }): string {
  const named = Object.values(params).find((value) => Array.isArray(value)) as string[] | undefined;
  const parts = [...instancePath.split("/").slice(1), ...(named ?? []).slice(0, 1)];
  return parts.length === 0 ? "the definition" : parts.join(".");
}
