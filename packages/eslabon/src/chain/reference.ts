import { ChainConfig } from "./config.ts";

/** `model@1.0.0`, `@hogar/model@1.0.0`, each also without its version. */
const REFERENCE = /^(?<name>(?:@[^@/\\]+\/)?[^@/\\]+)(?:@(?<version>[^@/\\]+))?$/u;

/** What a person names: a link or a package, and perhaps its version. */
export interface Reference {
  readonly name: string;
  readonly version?: string;
}

/** `undefined` for what is neither, such as a path. */
export function parseReference(text: string): Reference | undefined {
  const { name, version } = REFERENCE.exec(text)?.groups ?? {};
  if (name === undefined) return undefined;
  return version === undefined ? { name } : { name, version };
}

/** The links that a chain can have, in the order in which they depend on each other. */
export const LINK_NAMES: readonly string[] = Object.keys(ChainConfig.properties.links.properties);
