import type { Change, Step } from "@eslabon/link";
import type { Schema } from "./openapi.ts";

/** Who says what a schema describes: the caller, who has to know what is demanded, or the service, whose answer is relied on. */
export type Side = "asked" | "answered";

/** A schema before and after, with the document that its references are looked up in. */
export interface Compared {
  readonly before: Schema | undefined;
  readonly after: Schema | undefined;
  readonly definitionsBefore: Readonly<Record<string, Schema>>;
  readonly definitionsAfter: Readonly<Record<string, Schema>>;
}

/** What says which values there may be, apart from what has a rule of its own. */
const KIND = ["type", "format", "const"] as const;
const ALTERNATIVES = ["anyOf", "oneOf", "allOf", "prefixItems"] as const;

/**
 * What has changed in the shape of values: properties, types, alternatives. Words, examples and bounds are no changes.
 *
 * @param where what the values are of, for people: `POST /api/v2/modelos/{model}, body`
 */
export function schemaChanges(compared: Compared, where: string, side: Side): Change[] {
  return compare(compared, where, side, new Set());
}

function compare(compared: Compared, where: string, side: Side, seen: ReadonlySet<string>): Change[] {
  const [before, after] = [resolve(compared, "before"), resolve(compared, "after")];
  const references = `${compared.before?.$ref ?? ""} ${compared.after?.$ref ?? ""}`;
  // A schema that holds itself has been looked at further up.
  if (references !== " " && seen.has(references)) return [];
  const within = new Set([...seen, references]);
  if (KIND.some((key) => text(before[key]) !== text(after[key]))) {
    return [change("major", `${where} is of another type`)];
  }
  const inside = (one: Schema | undefined, other: Schema | undefined, place: string): Change[] =>
    compare({ ...compared, before: one, after: other }, place, side, within);
  return [
    ...enumChanges(before, after, where),
    ...propertyChanges(before, after, where, side, inside),
    ...(before.items && after.items ? inside(before.items, after.items, `${where}[]`) : []),
    ...ALTERNATIVES.flatMap((key) => alternativeChanges([before[key], after[key]], where, side, inside)),
  ];
}

function resolve(compared: Compared, which: "before" | "after"): Schema {
  const schema = compared[which] ?? {};
  const definitions = which === "before" ? compared.definitionsBefore : compared.definitionsAfter;
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (definitions[name] ?? {});
}

function enumChanges({ enum: before = [] }: Schema, { enum: after = [] }: Schema, where: string): Change[] {
  const removed = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  return [
    ...removed.map((value) => change("major", `${where} is ${text(value)} no more`)),
    ...added.map((value) => change("minor", `${where} may be ${text(value)}, too`)),
  ];
}

type Inside = (before: Schema | undefined, after: Schema | undefined, where: string) => Change[];

function propertyChanges(before: Schema, after: Schema, where: string, side: Side, inside: Inside): Change[] {
  const { properties: had = {} } = before;
  const { properties: has = {} } = after;
  const names = new Set([...Object.keys(had), ...Object.keys(has)]);
  return [...names].flatMap((name) => {
    const place = `${where}.${name}`;
    if (!Object.hasOwn(has, name)) return [change("major", `${place} removed`)];
    const [was, is] = [needOf(before, name), needOf(after, name)];
    if (!Object.hasOwn(had, name)) return [added(place, is, side)];
    return [...(was === is ? [] : [requirement(place, is, side)]), ...inside(had[name], has[name], place)];
  });
}

type Need = "needed" | "optional";

function needOf({ required = [] }: Schema, name: string): Need {
  return required.includes(name) ? "needed" : "optional";
}

function added(place: string, need: Need, side: Side): Change {
  return side === "asked" && need === "needed"
    ? change("major", `${place} added, which is needed`)
    : change("minor", `${place} added`);
}

function requirement(place: string, now: Need, side: Side): Change {
  return {
    asked: {
      needed: change("major", `${place} is needed now`),
      optional: change("minor", `${place} may be left out now`),
    },
    answered: {
      needed: change("minor", `${place} is always there now`),
      optional: change("major", `${place} may be missing now`),
    },
  }[side][now];
}

/** As many as before are compared one by one. Of more or less, those that are the same are taken for each other. */
function alternativeChanges(
  [had, has]: readonly [unknown, unknown],
  where: string,
  side: Side,
  inside: Inside,
): Change[] {
  const [before, after] = [asList(had), asList(has)];
  if (before.length === after.length) return before.flatMap((schema, at) => inside(schema, after[at], where));
  const shapes = (schemas: readonly Schema[]): string[] => schemas.map((schema) => text(shapeOf(schema)));
  const isSubset = (some: readonly Schema[], all: readonly Schema[]): boolean =>
    shapes(some).every((shape) => shapes(all).includes(shape));
  const isCompatible = side === "asked" ? isSubset(before, after) : isSubset(after, before);
  return [change(isCompatible ? "minor" : "major", `${where} has other alternatives`)];
}

function asList(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as Schema[]) : [];
}

const WORDS = ["description", "examples", "example", "title", "$id", "default"];

/** Without words for people. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !WORDS.includes(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, shapeOf(inner)]));
}

/** Of what is not there: nothing. */
function text(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}

export function change(step: Step, what: string): Change {
  return { what, step };
}
