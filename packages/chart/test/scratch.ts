import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { writeJson } from "@eslabon/link";
import { MANIFEST_TYPE, writeBlob, writeLayout } from "@eslabon/oci";

/** A new folder that goes when the tests are over. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "eslabon-chart-test-"));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A released image, as it is fetched from a registry: its manifest, and its package.json. */
export async function releasedImage(version = "1.2.3"): Promise<string> {
  const folder = await scratch();
  await mkdir(folder, { recursive: true });
  const config = await writeBlob(folder, Buffer.from(`{"version":"${version}"}`), "application/json");
  await writeLayout(folder, { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers: [] });
  await writeJson(join(folder, "package.json"), { name: "@tiny/image", version });
  return folder;
}
