import { readFile } from "node:fs/promises";
import { Value } from "typebox/value";
import { serviceErrors } from "../errors.ts";
import { contradictions } from "./contradictions.ts";
import { checkFiles } from "./files.ts";
import {
  environmentLayer,
  fileLayer,
  flagLayer,
  type Flags,
  isObject,
  type Layer,
  mergeLayers,
  unknownVariables,
} from "./layers.ts";
import { ServiceConfig } from "./schema.ts";

export interface ConfigSources {
  /** What was said where the program was called, by key: `{ port: 8080, "log.level": "warn" }`. It prevails. */
  readonly flags?: Flags;
  /** The environment variables. The process' own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The path of a JSON file; what `ESLABON_CONFIG` says unless given. */
  readonly file?: string | undefined;
  /** What the service's own declaration says, by key: it takes the defaults' place. */
  readonly declared?: Flags;
}

/**
 * The configuration of a service: flags before environment variables before the file before the defaults.
 *
 * @throws EslabonError `SERVICE_CONFIG_INVALID`, which lists all that is wrong.
 */
export async function loadServiceConfig(sources: ConfigSources = {}): Promise<ServiceConfig> {
  const { flags = {}, env = process.env, declared = {} } = sources;
  const wrong = unknownVariables(env).map((name) => `${name} is no setting`);
  const layers: Layer[] = [flagLayer(flags), environmentLayer(env)];
  const file = sources.file ?? (env.ESLABON_CONFIG === "" ? undefined : env.ESLABON_CONFIG);
  if (file !== undefined) {
    const read = await readLayer(file, wrong);
    if (read) layers.push(read);
  }
  const said = mergeLayers([...layers, flagLayer(declared)]);
  wrong.push(
    ...said.wrong,
    ...contradictions(said.values, new Set(layers.flatMap(({ values }) => [...values.keys()]))),
  );
  const config = nested(said.values);
  wrong.push(...(await checkFiles(config)));
  if (wrong.length > 0) throw serviceErrors.SERVICE_CONFIG_INVALID(wrong);
  return config;
}

/** The configuration of a service that was told nothing. */
export function defaultServiceConfig(): ServiceConfig {
  return nested(mergeLayers([]).values);
}

async function readLayer(file: string, wrong: string[]): Promise<Layer | undefined> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    wrong.push(code === undefined ? `${file} is not JSON` : `${file} cannot be read (${code})`);
    return undefined;
  }
  if (!isObject(content)) {
    wrong.push(`${file} must hold a JSON object`);
    return undefined;
  }
  const layer = fileLayer(content, file);
  wrong.push(...layer.unknown.map((key) => `${file}: ${key} is no setting`));
  return layer;
}

/** `rate.perSecond` back to where it stands. */
function nested(values: ReadonlyMap<string, unknown>): ServiceConfig {
  const config = Value.Create(ServiceConfig) as unknown as Record<string, unknown>;
  for (const [key, value] of values) {
    const [group, name] = key.split(".") as [string, string | undefined];
    if (name === undefined) config[group] = value;
    else (config[group] as Record<string, unknown>)[name] = value;
  }
  return config as unknown as ServiceConfig;
}
