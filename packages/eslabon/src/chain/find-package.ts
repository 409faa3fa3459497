import { dirname, join, resolve } from "node:path";
import { EslabonError, readPackage } from "@eslabon/link";
import type { Chain } from "@eslabon/chain";
import { cliErrors } from "../errors.ts";
import { ChainConfig } from "./config.ts";
import { exists } from "./exists.ts";
import { loadChain, madeArtifact } from "./load.ts";

/** `model@1.0.0`, `@hogar/model@1.0.0`, each also without its version. */
const REFERENCE = /^(?<name>(?:@[^@/\\]+\/)?[^@/\\]+)(?:@(?<version>[^@/\\]+))?$/u;

/**
 * The place of what a person names: a link of the chain (`model`, `model@1.0.0`), a folder or file by its path, or an installed
 * npm package (`@hogar/model`). Of a link there is the version that the chain has built; no other is fetched from anywhere.
 *
 * @param from the folder that paths are relative to, and in which or above which the chain and `node_modules` are
 * @throws EslabonError `CLI_PACKAGE_UNKNOWN`, `CLI_VERSION_ABSENT`, `CHAIN_ARTIFACT_MISSING`; and what loading a chain throws.
 */
export async function findPackage(reference: string, from: string): Promise<string> {
  const { name, version } = REFERENCE.exec(reference)?.groups ?? {};
  const artifact = name === undefined ? undefined : await findArtifact(name, from);
  if (artifact !== undefined) return ofVersion(artifact, reference, name!, version);

  const path = resolve(from, reference);
  if (await exists(path)) return path;

  const installed = name === undefined ? undefined : await findInstalled(name, from);
  if (installed !== undefined) return ofVersion(installed, reference, name!, version);
  throw cliErrors.CLI_PACKAGE_UNKNOWN(reference);
}

/** What the chain has made of a link; `undefined` when there is no such link, or no chain. */
async function findArtifact(name: string, from: string): Promise<string | undefined> {
  // Loading a chain takes a moment: only for what can be a link of one.
  if (!Object.hasOwn(ChainConfig.properties.links.properties, name)) return undefined;
  const chain = await nearestChain(from);
  return chain?.links.some((link) => link.name === name) ? madeArtifact(chain, name) : undefined;
}

async function nearestChain(from: string): Promise<Chain | undefined> {
  try {
    return await loadChain(from);
  } catch (error) {
    if (error instanceof EslabonError && error.code === "CLI_NO_CHAIN") return undefined;
    throw error;
  }
}

/** As Node looks for packages: in this folder's `node_modules` or in that of one above. */
async function findInstalled(name: string, from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (await exists(join(place, "package.json"))) return place;
    if (folder === dirname(folder)) return undefined;
  }
}

async function ofVersion(
  folder: string,
  reference: string,
  name: string,
  wanted: string | undefined,
): Promise<string> {
  if (wanted === undefined) return folder;
  const { version } = await readPackage(folder).catch((error: unknown) => {
    throw cliErrors.CLI_CONFIG_INVALID(join(folder, "package.json"), (error as Error).message, error);
  });
  if (version === wanted) return folder;
  throw cliErrors.CLI_VERSION_ABSENT(reference, `${name}@${version}`, folder);
}
