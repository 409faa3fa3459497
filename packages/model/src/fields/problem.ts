import type { ModelDefinition } from "../definition.ts";
import type { FieldDefinitions } from "./definitions.ts";
import { readValue } from "./read-value.ts";
import type { FieldValues } from "./values.ts";

type Problem = readonly [where: string, what: string];

/** What is wrong with the fields of a definition that each by itself is right. */
export function fieldsProblem(definition: ModelDefinition): Problem | undefined {
  const { fields = {}, text, label, program, golden } = definition;
  if (program && Object.keys(fields).length > 0) {
    return ["fields", "cannot be given together with program: an ONNX model takes the text alone"];
  }
  for (const [role, name] of Object.entries({ text, label })) {
    if (name !== undefined && Object.hasOwn(fields, name)) return [`fields.${name}`, `is the ${role}`];
  }
  return golden
    .map((example, index) => goldenProblem(fields, example.fields ?? {}, `golden.${index}.fields`))
    .find((problem) => problem !== undefined);
}

/** A golden example has to be one that the model answers. */
function goldenProblem(fields: FieldDefinitions, values: FieldValues, where: string): Problem | undefined {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return [`${where}.${unknown}`, "is none of the model's fields"];
  for (const [name, { type, required }] of Object.entries(fields)) {
    const problem = valueProblem(() => readValue(name, type, values[name]), required === true);
    if (problem !== undefined) return [`${where}.${name}`, problem];
  }
  return undefined;
}

function valueProblem(read: () => unknown, required: boolean): string | undefined {
  try {
    return read() === null && required ? "is missing, and the model needs it" : undefined;
  } catch (error) {
    return `is wrong: ${(error as Error).message}`;
  }
}
