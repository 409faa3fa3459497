import { dirname, join, resolve } from "node:path";
import { EslabonError, exists, readPackage } from "@eslabon/link";
import { type Chain, releasedArtifact, releasedCache } from "@eslabon/chain";
import { cliErrors } from "../errors.ts";
import { packageNamed } from "./find-released.ts";
import { loadChain, madeArtifact } from "./load.ts";
import { chainScope, openChainRegistry } from "./open-registry.ts";
import { LINK_NAMES, parseReference, type Reference } from "./reference.ts";

/**
 * The place of what a person names: a link of the chain (`model`, `model@1.0.0`), a folder or file by its path, or an npm package
 * (`@hogar/model`, `@hogar/model@1.0.0`). Of a link there is what the chain has built and, by their versions, its releases, which are fetched
 * from the chain's registry once; of a package what is installed, and the releases of the chain's own.
 *
 * @param from the folder that paths are relative to, and in which or above which the chain and `node_modules` are
 * @throws EslabonError `CLI_PACKAGE_UNKNOWN`, `CLI_VERSION_ABSENT`, `CHAIN_ARTIFACT_MISSING`, `REGISTRY_VERSION_ABSENT`; and what loading a chain
 * and asking its registry throws.
 */
export async function findPackage(reference: string, from: string): Promise<string> {
  const parsed = parseReference(reference);
  const inChain =
    parsed && LINK_NAMES.includes(parsed.name) ? await findLinkPackage(parsed, from) : undefined;
  if (inChain !== undefined) return inChain;

  const path = resolve(from, reference);
  if (await exists(path)) return path;

  const found = parsed && (await findNpmPackage(parsed, reference, from));
  if (found !== undefined) return found;
  throw cliErrors.CLI_PACKAGE_UNKNOWN(reference);
}

/** What the chain has made of a link, or a release of it; `undefined` when there is no chain that can have it. */
async function findLinkPackage({ name, version }: Reference, from: string): Promise<string | undefined> {
  const chain = await nearestChain(from);
  if (!chain) return undefined;
  const isOwn = chain.links.some((link) => link.name === name);
  if (version === undefined) {
    return isOwn ? madeArtifact(chain, name) : findInstalled(packageNamed(chain, name)!, from);
  }
  const made = isOwn ? await madeArtifact(chain, name).catch(ignoreMissing) : undefined;
  if (made !== undefined && (await versionIn(made)) === version) return made;
  return fetchReleased(chain, packageNamed(chain, name)!, version);
}

/** An installed package, or a release of the chain's own. */
async function findNpmPackage(
  { name, version }: Reference,
  reference: string,
  from: string,
): Promise<string | undefined> {
  const installed = await findInstalled(name, from);
  if (installed !== undefined && version === undefined) return installed;
  const found = installed === undefined ? undefined : await versionIn(installed);
  if (version !== undefined && found !== version) {
    const chain = await nearestChain(from);
    if (chain && name.startsWith(`${chainScope(chain)}/`)) return fetchReleased(chain, name, version);
  }
  if (installed === undefined || found === version) return installed;
  throw cliErrors.CLI_VERSION_ABSENT(reference, `${name}@${found!}`, installed);
}

async function fetchReleased(chain: Chain, name: string, version: string): Promise<string> {
  await using registry = await openChainRegistry(chain);
  return await releasedArtifact(registry, releasedCache(chain), name, version);
}

/** The chain in the folder or above it; `undefined` when there is none. */
export async function nearestChain(from: string): Promise<Chain | undefined> {
  try {
    return await loadChain(from);
  } catch (error) {
    if (error instanceof EslabonError && error.code === "CLI_NO_CHAIN") return undefined;
    throw error;
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof EslabonError) || error.code !== "CHAIN_ARTIFACT_MISSING") throw error;
}

/** As Node looks for packages: in this folder's `node_modules` or in that of one above. */
async function findInstalled(name: string, from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (await exists(join(place, "package.json"))) return place;
    if (folder === dirname(folder)) return undefined;
  }
}

async function versionIn(folder: string): Promise<string> {
  const { version } = await readPackage(folder).catch((error: unknown) => {
    throw cliErrors.CLI_CONFIG_INVALID(join(folder, "package.json"), (error as Error).message, error);
  });
  return version;
}
