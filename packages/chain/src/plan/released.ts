import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeArtifact } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import type { PackageStore } from "../registry/registry.ts";

/** Where a chain keeps the released packages that it has fetched. */
export function releasedCache({ root }: Pick<Chain, "root">): string {
  return join(root, ".eslabon", "released");
}

/**
 * The files of a released package, fetched from the registry once.
 *
 * @param cache the folder of all that was fetched: {@link releasedCache} of a chain
 * @returns the folder of this one
 * @throws EslabonError `REGISTRY_VERSION_ABSENT`, `REGISTRY_UNREACHABLE`, `REGISTRY_DENIED`, `REGISTRY_FAILED`, `CHAIN_FOLDER_BUSY`.
 */
export async function releasedArtifact(
  registry: PackageStore,
  cache: string,
  name: string,
  version: string,
): Promise<string> {
  const known = await registry.versions(name);
  const published = known.find((each) => each.version === version);
  if (!published) {
    throw releaseErrors.REGISTRY_VERSION_ABSENT(
      `${name}@${version}`,
      known.map((each) => each.version),
    );
  }
  const folder = join(cache, `${name}@${version}`);
  // Written last: where it is, the folder is whole. A registry that was made anew may have other bytes.
  const mark = `${folder}.integrity`;
  if ((await readText(mark)) === published.integrity && (await readText(join(folder, "package.json")))) {
    return folder;
  }
  await writeArtifact(folder, async (empty) => {
    await registry.fetch(name, version, empty);
  });
  await writeFile(mark, published.integrity);
  return folder;
}

function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
