import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../program.ts";

/** What says where packages are and who may read them: `registry`, `@hogar:registry`, `//host/:_authToken`. */
const ABOUT_REGISTRIES = /^(?:(?:@[^:]+:)?registry$|\/\/)/u;
const VARIABLE = /^npm_config_(?<key>.+)$/iu;

/** Where the build sees the certificates of authorities that npm is configured to trust. */
const CA_PLACE = "/run/secrets/ca";

export interface NpmSettings {
  /** What the build gets as npm's configuration. */
  readonly npmrc: string;
  /** The file with the certificates of further authorities. */
  readonly ca: string | undefined;
}

/**
 * How npm reaches its registries from a folder: what is configured for the user and the folder, and above all in the environment.
 *
 * @param environment further variables, as a chain's registry gives them
 */
export async function npmSettings(folder: string, environment: NodeJS.ProcessEnv): Promise<NpmSettings> {
  const env = { ...process.env, ...environment };
  const get = async (key: string): Promise<string> =>
    (await run("npm", ["config", "get", key], { cwd: folder, env })).trim();
  const [registry, userconfig, cafile] = [
    await get("registry"),
    await get("userconfig"),
    await get("cafile"),
  ];
  const files = [userconfig, join(folder, ".npmrc")];
  const lines = (await Promise.all(files.map(readLines))).flat();
  const ca = isSet(cafile) ? cafile : env.NODE_EXTRA_CA_CERTS;
  return {
    npmrc: [
      ...lines.map(([key, value]) => [key, expand(value, env)]),
      ["registry", registry],
      ...variables(env),
      ...(ca === undefined ? [] : [["cafile", CA_PLACE]]),
    ]
      .map(([key, value]) => `${key}=${value}\n`)
      .join(""),
    ca,
  };
}

function variables(env: NodeJS.ProcessEnv): [string, string][] {
  return Object.entries(env).flatMap(([name, value = ""]) => {
    const key = VARIABLE.exec(name)?.groups?.key;
    return key !== undefined && ABOUT_REGISTRIES.test(key) ? [[key, value]] : [];
  });
}

async function readLines(file: string): Promise<[string, string][]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [key = "", ...value] = line.split("=").map((part) => part.trim());
    return ABOUT_REGISTRIES.test(key) ? [[key, value.join("=")]] : [];
  });
}

/** As npm does it; in the build these variables are not there. */
function expand(value: string, env: NodeJS.ProcessEnv): string {
  return value.replaceAll(/\$\{(\w+)\}/gu, (text, name: string) => env[name] ?? text);
}

function isSet(value: string): boolean {
  return !["", "null", "undefined"].includes(value);
}
