import { readFile, rm } from "node:fs/promises";
import {
  blobFile,
  type Descriptor,
  type Manifest,
  MANIFEST_TYPE,
  readLayout,
  writeBlob,
  writeLayout,
} from "@eslabon/oci";
import type { ImageConfig } from "./image-config.ts";

const CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";

/** Makes a folder that has the layers already the layout of an image. Its labels are its annotations, too. */
export async function writeImage(
  folder: string,
  config: ImageConfig,
  layers: readonly Descriptor[],
): Promise<void> {
  const { Labels = {} } = config.config;
  const written = await writeBlob(folder, Buffer.from(JSON.stringify(config)), CONFIG_TYPE);
  await writeLayout(folder, {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: written,
    layers,
    annotations: Labels,
  });
}

export interface Image {
  readonly digest: string;
  readonly manifest: Manifest;
  readonly config: ImageConfig;
}

/**
 * The image in a layout, of which the layers need not be there.
 *
 * @throws EslabonError `OCI_LAYOUT_INVALID`.
 */
export async function readImage(folder: string): Promise<Image> {
  const { descriptor, manifest } = await readLayout(folder);
  const config = JSON.parse(await readFile(blobFile(folder, manifest.config.digest), "utf8")) as ImageConfig;
  return { digest: descriptor.digest, manifest, config };
}

/** Writes an image in the place of the one in a layout, with the same layers. */
export async function replaceConfig(
  folder: string,
  change: (config: ImageConfig) => ImageConfig,
): Promise<void> {
  const { digest, manifest, config } = await readImage(folder);
  await rm(blobFile(folder, digest));
  await rm(blobFile(folder, manifest.config.digest));
  await writeImage(folder, change(config), manifest.layers);
}
