import type { FieldDefinitions, Manifest } from "@eslabon/model";
import { InvalidArgumentError } from "commander";

type FieldType = FieldDefinitions[string]["type"];

const DEFINITION = /^(?<name>[^=<>?:]{1,100}):(?<type>category|number|date)(?<required>:required)?$/u;

/** One more `--field`: `importe:number`, `canal:category:required`. */
export function collectDefinition(text: string, before: FieldDefinitions = {}): FieldDefinitions {
  const { name, type, required } = DEFINITION.exec(text)?.groups ?? {};
  if (name === undefined || name === "__proto__") {
    throw new InvalidArgumentError("give NAME:category, NAME:number or NAME:date, with :required behind it.");
  }
  return { ...before, [name]: { type: type as FieldType, required: required !== undefined } };
}

/** All fields that models read beside the text; what the last one says of a field holds. */
export function definitionsOf(...manifests: readonly Manifest[]): FieldDefinitions {
  const fields = manifests.flatMap((manifest) => manifest.fields.extra ?? []);
  return Object.fromEntries(fields.map(({ name, type, required }) => [name, { type, required }]));
}
