import type { LearntField, Manifest } from "@eslabon/model";
import type { ServiceDefinition } from "./definition.ts";
import { serviceErrors } from "./errors.ts";

/** A parameter of the first version's query, and the field of the model's input that it is. */
export interface Parameter {
  readonly name: string;
  readonly field: string;
  /** Of a field beside the text. */
  readonly learnt?: LearntField;
}

/** Of one service, the text's first. */
export type Parameters = readonly [text: Parameter, ...Parameter[]];

const TEXT = "texto";

/**
 * The parameters of the first version for a model.
 *
 * @throws EslabonError `SERVICE_DEFINITION_INVALID` when `v1` names a field that the model does not read, or lacks one that it needs.
 */
export function v1Parameters(
  v1: ServiceDefinition["v1"],
  { fields: { text, extra = [] } }: Pick<Manifest, "fields">,
): Parameters {
  if (v1 === undefined) return [{ name: TEXT, field: text }];
  const needed = [text, ...extra.filter(({ required }) => required).map(({ name }) => name)];
  const missing = needed.find((field) => !Object.hasOwn(v1, field));
  if (missing !== undefined) {
    throw serviceErrors.SERVICE_DEFINITION_INVALID(`v1.${missing}`, "is missing, and the model needs it");
  }
  const learnt = new Map(extra.map((field) => [field.name, field]));
  const unknown = Object.keys(v1).find((field) => field !== text && !learnt.has(field));
  if (unknown !== undefined) {
    throw serviceErrors.SERVICE_DEFINITION_INVALID(`v1.${unknown}`, "is none of the model's fields");
  }
  const mapped = extra.filter(({ name }) => Object.hasOwn(v1, name));
  return [
    { name: v1[text]!, field: text },
    ...mapped.map((field) => ({ name: v1[field.name]!, field: field.name, learnt: field })),
  ];
}

/** As JSON writes numbers, without blanks around it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;

/**
 * The value of a field as the model takes it, from that of its parameter. Nothing in a field beside the text is no value. What cannot be read stays
 * as it is, and the model says what is wrong with it.
 */
export function readParameter({ learnt }: Parameter, value: unknown): unknown {
  if (!learnt) return value;
  if (value === "") return undefined;
  const isNumber = learnt.type === "number" && typeof value === "string" && NUMBER.test(value);
  return isNumber ? Number(value) : value;
}
