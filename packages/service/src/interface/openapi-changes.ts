import type { Change } from "@eslabon/link";
import type { Body, OpenApi, Operation, Parameter, Schema } from "./openapi.ts";
import { change, schemaChanges, type Side } from "./schema-changes.ts";

/** What has changed for who calls a service, by its OpenAPI documents. Words and examples are no changes. */
export function openapiChanges(before: OpenApi, after: OpenApi): readonly Change[] {
  const [had, has] = [operationsOf(before), operationsOf(after)];
  const compareBodies = bodyComparer(before, after);
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((name) => {
    const [one, other] = [had.get(name), has.get(name)];
    if (!other) return [change("major", `${name} removed`)];
    if (!one) return [change("minor", `${name} added`)];
    return [
      ...parameterChanges(name, one, other, compareBodies),
      ...requestChanges(name, one, other, compareBodies),
      ...responseChanges(name, one, other, compareBodies),
    ];
  });
}

/** By method and path: `GET /api/v1/modelo`. */
function operationsOf({ paths = {} }: OpenApi): Map<string, Operation> {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );
  return new Map(operations);
}

type CompareBodies = (
  before: Body | undefined,
  after: Body | undefined,
  where: string,
  side: Side,
) => Change[];

/** Compares bodies by media type. */
function bodyComparer({ components: had }: OpenApi, { components: has }: OpenApi): CompareBodies {
  const definitions = { definitionsBefore: had?.schemas ?? {}, definitionsAfter: has?.schemas ?? {} };
  return ({ content: before = {} } = {}, { content: after = {} } = {}, where, side) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((type) => {
      if (!after[type]) return [change("major", `${where} is no ${type} any more`)];
      if (!before[type]) return [change("minor", `${where} may be ${type}, too`)];
      return schemaChanges(
        { before: before[type].schema, after: after[type].schema, ...definitions },
        where,
        side,
      );
    });
}

function parameterChanges(
  operation: string,
  { parameters: before = [] }: Operation,
  { parameters: after = [] }: Operation,
  compare: CompareBodies,
): Change[] {
  const [had, has] = [byPlace(before), byPlace(after)];
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((place) => {
    const [one, other] = [had.get(place), has.get(place)];
    const where = `${operation}, parameter ${(other ?? one)!.name}`;
    if (!other) return [change("major", `${where} removed`)];
    if (!one)
      return [
        change(
          other.required ? "major" : "minor",
          `${where} added${other.required ? ", which is needed" : ""}`,
        ),
      ];
    return [
      ...needChanges(one, other, where),
      ...compare(asBody(one.schema), asBody(other.schema), where, "asked"),
    ];
  });
}

function byPlace(parameters: readonly Parameter[]): Map<string, Parameter> {
  return new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
}

function asBody(schema: Schema | undefined): Body {
  return { content: { value: schema ? { schema } : {} } };
}

interface Needed {
  readonly required?: boolean;
}

function needChanges(before: Needed, after: Needed, where: string): Change[] {
  const [was, is] = [before.required ?? false, after.required ?? false];
  if (was === is) return [];
  return [is ? change("major", `${where} is needed now`) : change("minor", `${where} may be left out now`)];
}

function requestChanges(
  operation: string,
  { requestBody: before }: Operation,
  { requestBody: after }: Operation,
  compare: CompareBodies,
): Change[] {
  const where = `${operation}, body`;
  if (!before && !after) return [];
  if (!after) return [change("major", `${where} removed`)];
  if (!before) return [change(after.required ? "major" : "minor", `${where} added`)];
  return [...needChanges(before, after, where), ...compare(before, after, where, "asked")];
}

function responseChanges(
  operation: string,
  { responses: before = {} }: Operation,
  { responses: after = {} }: Operation,
  compare: CompareBodies,
): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((status) => {
    const where = `${operation}, answer ${status}`;
    const [one, other] = [before[status], after[status]];
    if (!other) return [change("major", `${where} removed`)];
    if (!one) return [change("minor", `${where} added`)];
    return [...headerChanges(one.headers, other.headers, where), ...compare(one, other, where, "answered")];
  });
}

function headerChanges(before: object = {}, after: object = {}, where: string): Change[] {
  const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  return [
    ...removed.map((name) => change("major", `${where}, header ${name} removed`)),
    ...added.map((name) => change("minor", `${where}, header ${name} added`)),
  ];
}
