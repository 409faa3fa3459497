import { dirname, resolve } from "node:path";
import { Value } from "typebox/value";
import { type Setting, settings } from "./settings.ts";

/** Values of settings by key, and how a message names where one comes from. */
export interface Layer {
  readonly values: ReadonlyMap<string, unknown>;
  readonly nameOf: (setting: Setting) => string;
}

/** What the caller of a program said, by key. What is `undefined` was not said. */
export type Flags = Readonly<Record<string, unknown>>;

export function flagLayer(flags: Flags): Layer {
  const values = Object.entries(flags).filter(([, value]) => value !== undefined);
  return { values: new Map(values), nameOf: ({ key }) => `--${key}` };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is none, because many programs that start others cannot leave one out. */
const isSet = (env: Environment, name: string): boolean => (env[name] ?? "") !== "";

export function environmentLayer(env: Environment): Layer {
  const values = new Map<string, unknown>();
  const variable = ({ environment }: Setting): string | undefined =>
    environment.find((name) => isSet(env, name) && !isServiceLink(name, env[name]!));
  for (const setting of settings) {
    const name = variable(setting);
    if (name !== undefined) values.set(setting.key, fromText(env[name]!, setting));
  }
  return { values, nameOf: (setting) => variable(setting) ?? setting.key };
}

/** A text that spells no number stays one, and the schema says that a number is due. */
function fromText(text: string, { schema }: Setting): unknown {
  const { type } = schema as { type?: string };
  if (type !== "integer" && type !== "number") return text;
  const number = Number(text);
  return text.trim() === "" || !Number.isFinite(number) ? text : number;
}

/** Variables of the toolkit that are no settings of the service. */
const OTHERS = new Set([
  "ESLABON_CONFIG",
  "ESLABON_NPM_TOKEN",
  "ESLABON_OCI",
  "ESLABON_OCI_USER",
  "ESLABON_OCI_PASSWORD",
  "ESLABON_IMAGE_BUILDER",
  "ESLABON_COMMIT",
  "ESLABON_DATASET",
  "ESLABON_OUT",
]);

/** The `ESLABON_…` variables that nothing reads. */
export function unknownVariables(env: Environment): string[] {
  const known = new Set([...OTHERS, ...settings.flatMap(({ environment }) => environment)]);
  return Object.keys(env)
    .filter(
      (name) => name.startsWith("ESLABON_") && !known.has(name) && !isServiceLink(name, env[name] ?? ""),
    )
    .sort();
}

/** What Kubernetes sets in every container by itself where a Service is called “eslabon” or “eslabon-…”. */
function isServiceLink(name: string, value: string): boolean {
  return (
    /^ESLABON_(?:.+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_.+)?)$/u.test(name)
    || (/^ESLABON_(?:.+_)?PORT$/u.test(name) && /^(?:tcp|udp|sctp):\/\//u.test(value))
  );
}

/** The values of a file's content, and the keys in it that are no settings. */
export function fileLayer(content: object, file: string): Layer & { readonly unknown: readonly string[] } {
  const values = new Map<string, unknown>();
  const unknown: string[] = [];
  const walk = (object: object, above: string): void => {
    for (const [name, value] of Object.entries(object) as [string, unknown][]) {
      const key = above + name;
      const setting = settings.find((one) => one.key === key);
      if (setting) values.set(key, fromFile(value, setting, file));
      else if (isGroup(key) && isObject(value)) walk(value, `${key}.`);
      else if (key !== "$schema") unknown.push(key);
    }
  };
  walk(content, "");
  return { values, unknown, nameOf: ({ key }) => `${file}: ${key}` };
}

const isGroup = (key: string): boolean => settings.some((setting) => setting.key.startsWith(`${key}.`));

export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fromFile(value: unknown, { pathAfter: before }: Setting, file: string): unknown {
  if (before === undefined || typeof value !== "string") return value;
  const path = value.slice(before.length);
  return path !== "" && value.startsWith(before) ? before + resolve(dirname(file), path) : value;
}

/** The values that hold, those of earlier layers before those of later ones; and what is wrong with them. */
export function mergeLayers(layers: readonly Layer[]): {
  readonly values: ReadonlyMap<string, unknown>;
  readonly wrong: readonly string[];
} {
  const values = new Map<string, unknown>();
  const wrong: string[] = [];
  for (const setting of settings) {
    const layer = layers.find((one) => one.values.has(setting.key));
    const value = layer?.values.get(setting.key);
    if (layer === undefined) {
      if (setting.default !== undefined) values.set(setting.key, setting.default);
    } else if (Value.Check(setting.schema, value)) {
      values.set(setting.key, value);
    } else {
      wrong.push(`${layer.nameOf(setting)} ${whyNot(setting, value)}`);
    }
  }
  return { values, wrong };
}

/** Without the value, which may be a secret in the wrong place. */
function whyNot({ schema }: Setting, value: unknown): string {
  const { enum: names } = schema as { enum?: readonly string[] };
  if (names) return `must be one of ${names.join(", ")}`;
  return Value.Errors(schema, value)[0]?.message ?? "is not valid";
}
