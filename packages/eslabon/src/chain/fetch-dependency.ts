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
  const version = requestedRange(await readFile(join(link.folder, "package.json"), "utf8"), name);
  if (version === undefined) throw releaseErrors.DEPENDENCY_ABSENT(link.name, dependency.link, name);
  return releasedArtifact(ociRegistry(chain.registries.oci), releasedCache(chain), name, version);
}
