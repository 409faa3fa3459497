import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readManifest } from "./package/load.ts";
import { formatManifest } from "./package/manifest-file.ts";

/**
 * Sets the version in the `model.json` of a package, with its checksum: no other file of it but `package.json` says which version it is.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`
 */
export async function stampModel(folder: string, version: string): Promise<void> {
  const manifest = await readManifest(folder);
  await writeFile(join(folder, "model.json"), formatManifest({ ...manifest, version }));
}
