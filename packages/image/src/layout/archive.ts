import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { scratchFolder, writeJson } from "@eslabon/link";
import { blobFile, type Descriptor } from "@eslabon/oci";
import { create, extract } from "tar";
import type { ImageConfig } from "./image-config.ts";
import { readImage } from "./image-layout.ts";

const LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
const MANIFEST = "manifest.json";

/** What an archive that `docker load` reads says of each image in it. */
interface Entry {
  readonly Config: string;
  readonly RepoTags?: readonly string[];
  readonly Layers: readonly string[];
}

/**
 * Brings the layers of an archive, as builders write it, into a layout, compressed always in the same way.
 *
 * @returns its configuration, and what the layers are in the layout
 */
export async function unpackArchive(
  archive: string,
  folder: string,
): Promise<{ readonly config: ImageConfig; readonly layers: readonly Descriptor[] }> {
  using unpacked = await scratchFolder("image");
  await extract({ file: archive, cwd: unpacked.path });
  const [entry] = JSON.parse(await readFile(join(unpacked.path, MANIFEST), "utf8")) as [Entry];
  const config = JSON.parse(await readFile(join(unpacked.path, entry.Config), "utf8")) as ImageConfig;
  const layers = [];
  for (const layer of entry.Layers) layers.push(await compress(join(unpacked.path, layer), folder));
  return { config, layers };
}

async function compress(layer: string, folder: string): Promise<Descriptor> {
  const written = `${blobFile(folder, "sha256:layer")}.new`;
  await mkdir(dirname(written), { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  const measured = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(layer), createGzip(), measured, createWriteStream(written));
  const digest = `sha256:${hash.digest("hex")}`;
  await rename(written, blobFile(folder, digest));
  return { mediaType: LAYER_TYPE, digest, size };
}

/** Writes the image of a layout as an archive that podman and docker load under a name. */
export async function packArchive(folder: string, archive: string, name: string): Promise<void> {
  using packed = await scratchFolder("image");
  const { manifest } = await readImage(folder);
  const place = async ({ digest }: Descriptor, suffix: string): Promise<string> => {
    const file = `${digest.slice("sha256:".length)}${suffix}`;
    await symlink(blobFile(folder, digest), join(packed.path, file));
    return file;
  };
  const config = await place(manifest.config, ".json");
  const layers = [];
  for (const layer of manifest.layers) layers.push(await place(layer, ".tar.gz"));
  const entry: Entry = { Config: config, RepoTags: [name], Layers: layers };
  await writeJson(join(packed.path, MANIFEST), [entry]);
  await create({ file: archive, cwd: packed.path, portable: true, follow: true }, [
    MANIFEST,
    config,
    ...new Set(layers),
  ]);
}
