import { withVersion } from "./layout/image-config.ts";
import { replaceConfig } from "./layout/image-layout.ts";
import { readSbom, writeSbom } from "./sbom.ts";

/** Sets the version in an image's configuration and in its bill of materials; its layers stay as they are. */
export async function stampImage(folder: string, version: string): Promise<void> {
  await replaceConfig(folder, (config) => withVersion(config, version));
  const sbom = await readSbom(folder);
  const component = { ...sbom.metadata.component, version };
  await writeSbom(folder, { ...sbom, metadata: { component } });
}
