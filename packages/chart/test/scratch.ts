import { join } from "node:path";
import { scratchFolder, writeJson } from "@eslabon/link";
import { MANIFEST_TYPE, writeBlob, writeLayout } from "@eslabon/oci";

/** A new folder that goes when the process ends. */
export async function scratch(): Promise<string> {
  return (await scratchFolder("chart-test")).path;
}

/** A released image, as it is fetched from a registry: its manifest, and its package.json. */
export async function releasedImage(version = "1.2.3"): Promise<string> {
  const folder = await scratch();
  const config = await writeBlob(folder, Buffer.from(`{"version":"${version}"}`), "application/json");
  await writeLayout(folder, { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers: [] });
  await writeJson(join(folder, "package.json"), { name: "@tiny/image", version });
  return folder;
}
