import { type Caller, isScope, SCOPES } from "./caller.ts";

/** A key as its file knows it: not the key itself. */
export interface KnownKey {
  /** The SHA-256 of the key. */
  readonly digest: Buffer;
  readonly caller: Caller;
}

const LINE = /^(?<name>[\w.-]+)\s+sha256:(?<digest>[0-9a-f]{64})\s+(?<scopes>\S+)$/u;

/** The keys of a file, one a line: `portal sha256:… classify,metrics`. Empty lines and those that begin with # are none. */
export function parseKeys(content: string): {
  readonly keys: readonly KnownKey[];
  readonly wrong: readonly string[];
} {
  const keys: KnownKey[] = [];
  const wrong: string[] = [];
  for (const [index, line] of content.split(/\r?\n/u).entries()) {
    const text = line.trim();
    if (text === "" || text.startsWith("#")) continue;
    const key = parseLine(text);
    if ("problem" in key) wrong.push(`line ${index + 1}: ${key.problem}`);
    else keys.push(key);
  }
  return { keys, wrong };
}

/** A key, or what is wrong with its line; never the line, which may be a key that was put there by mistake. */
function parseLine(line: string): KnownKey | { readonly problem: string } {
  const { name, digest, scopes } = LINE.exec(line)?.groups ?? {};
  if (name === undefined || digest === undefined || scopes === undefined) {
    return { problem: "must be: name sha256:<64 hexadecimal digits> scope,scope" };
  }
  const named = scopes.split(",");
  if (!named.every(isScope)) return { problem: `the scopes are ${SCOPES.join(", ")}` };
  return { digest: Buffer.from(digest, "hex"), caller: { id: `key:${name}`, scopes: new Set(named) } };
}
