import type { FieldValue, Manifest } from "@eslabon/model";
import { InvalidArgumentError } from "commander";
import { cliErrors } from "./errors.ts";

/** Of each field its value as it was typed in. */
export type TypedIn = Readonly<Record<string, string>>;

/** One more `--field`: `importe=120`. */
export function collectValue(text: string, before: TypedIn = {}): TypedIn {
  const [, name, value] = /^([^=]+)=(.*)$/su.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("give NAME=VALUE.");
  return { ...before, [name]: value };
}

/**
 * What was typed in, as values of the model's fields.
 *
 * @throws EslabonError `CLI_USAGE` when the model has no such field.
 */
export function valuesOf(typedIn: TypedIn, { fields: { extra = [] } }: Manifest): Record<string, FieldValue> {
  const entries = Object.entries(typedIn).map(([name, text]) => {
    const field = extra.find((one) => one.name === name);
    if (field) return [name, field.type === "number" ? asNumber(text) : text] as const;
    const known = extra.length > 0 ? `it reads ${extra.map((one) => one.name).join(", ")}` : "it reads none";
    throw cliErrors.CLI_USAGE(`the model has no field “${name}” beside the text; ${known}`);
  });
  return Object.fromEntries(entries);
}

/** What spells no number stays as it is, and the model says that it is none. */
function asNumber(text: string): number | string {
  const number = Number(text);
  return text.trim() === "" || !Number.isFinite(number) ? text : number;
}
