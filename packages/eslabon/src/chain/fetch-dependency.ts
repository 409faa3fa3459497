import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Chain,
  type Dependency,
  ociRegistry,
  releasedArtifact,
  releasedCache,
  releaseErrors,
  requestedRange,
} from "@eslabon/chain";
import type { Link } from "@eslabon/link";

/**
 * The folder of an OCI artifact that a link reads, without its layers, fetched once.
 *
 * @throws EslabonError `DEPENDENCY_ABSENT`, `REGISTRY_VERSION_ABSENT`; and what asking the registry throws.
 */
export async function fetchDependency(chain: Chain, link: Link, dependency: Dependency): Promise<string> {
  const name = dependency.package;
  const version = await requested(link, name);
  if (version === undefined) throw releaseErrors.DEPENDENCY_ABSENT(link.name, dependency.link, name);
  return releasedArtifact(ociRegistry(chain.registries.oci), releasedCache(chain), name, version);
}

/** Whether a link's `package.json` names a version of an artifact that it reads. */
export async function isNamed(link: Link, dependency: Dependency): Promise<boolean> {
  return (await requested(link, dependency.package)) !== undefined;
}

async function requested({ folder }: Link, name: string): Promise<string | undefined> {
  return requestedRange(await readFile(join(folder, "package.json"), "utf8"), name);
}
