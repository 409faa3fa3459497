import { openAsBlob } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exists, listFiles } from "@eslabon/link";
import { describe, encode } from "./digest.ts";
import { ociErrors } from "./errors.ts";
import { blobFile, isOfLayout, readLayout, writeBlob, writeIndex } from "./layout.ts";
import { type Descriptor, EMPTY_TYPE, type Manifest, MANIFEST_TYPE } from "./manifest.ts";
import type { Repository } from "./repository.ts";

/** The name of a file that is attached, so that it is told from what others attach. */
const FILE = "dev.eslabon.file";
const TITLE = "org.opencontainers.image.title";

const KINDS: Readonly<Record<string, string>> = {
  "sbom.cdx.json": "application/vnd.cyclonedx+json",
  "provenance.json": "application/vnd.in-toto+json",
};
/** The configuration of what is attached: it has none. */
const EMPTY = Buffer.from("{}");
const OTHER = "application/vnd.eslabon.file.v1";

/**
 * Publishes the OCI image layout in a folder under a tag, with the files beside it attached. The tag comes last, when all it stands for is there, and is
 * never moved. A configuration or layer that is not in the folder has to be in the repository.
 *
 * @returns its digest
 * @throws EslabonError `OCI_TAG_TAKEN`, `OCI_CONTENT_ABSENT`, `OCI_LAYOUT_INVALID`; and what the registry throws.
 */
export async function pushArtifact(repository: Repository, tag: string, folder: string): Promise<string> {
  const { descriptor, manifest } = await readLayout(folder);
  const { digest } = descriptor;
  await refuseTaken(repository, tag, digest);
  for (const part of [manifest.config, ...manifest.layers]) await pushBlob(repository, part.digest, folder);
  const stored = { descriptor, content: await readFile(blobFile(folder, digest)) };
  await repository.putManifest(digest, stored);
  const files = (await listFiles(folder)).filter((file) => !isOfLayout(file));
  for (const file of files) await attach(repository, descriptor, folder, file);
  await repository.putManifest(tag, stored);
  await refuseTaken(repository, tag, digest);
  return digest;
}

async function refuseTaken(repository: Repository, tag: string, digest: string): Promise<void> {
  const found = await repository.resolve(tag);
  if (found === undefined || found === digest) return;
  throw ociErrors.OCI_TAG_TAKEN(`${repository.name}:${tag}`, found, digest);
}

async function pushBlob(repository: Repository, digest: string, folder: string): Promise<void> {
  if (await repository.hasBlob(digest)) return;
  const file = blobFile(folder, digest);
  if (!(await exists(file))) throw ociErrors.OCI_CONTENT_ABSENT(repository.name, digest);
  await repository.putBlob(digest, await openAsBlob(file));
}

async function attach(
  repository: Repository,
  subject: Descriptor,
  folder: string,
  file: string,
): Promise<void> {
  const attached = await readFile(join(folder, file));
  const artifactType = KINDS[file] ?? OTHER;
  const layer = describe(attached, artifactType);
  if (!(await repository.hasBlob(layer.digest))) await repository.putBlob(layer.digest, new Blob([attached]));
  const config = describe(EMPTY, EMPTY_TYPE);
  if (!(await repository.hasBlob(config.digest))) await repository.putBlob(config.digest, new Blob([EMPTY]));
  const content = encode({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType,
    config,
    layers: [{ ...layer, annotations: { [TITLE]: file } }],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations: { [FILE]: file },
  } satisfies Manifest);
  await repository.putReferrer(subject.digest, { content, descriptor: describe(content, MANIFEST_TYPE) });
}

/**
 * Writes what is published under a tag into a folder: the layout with its manifest and configuration, and the files that are attached; but not its
 * layers, which the manifest names by their digests.
 *
 * @returns its digest; `undefined` when there is no such tag
 * @throws EslabonError `OCI_DAMAGED`, `OCI_CONTENT_ABSENT`, `OCI_LAYOUT_INVALID`; and what the registry throws.
 */
export async function fetchArtifact(
  repository: Repository,
  tag: string,
  folder: string,
): Promise<string | undefined> {
  const found = await repository.manifest(tag);
  if (!found) return undefined;
  const { content, descriptor } = found;
  const manifest = JSON.parse(content.toString()) as Partial<Manifest>;
  if (!manifest.config)
    throw ociErrors.OCI_LAYOUT_INVALID(`${repository.name}:${tag}`, "it is no manifest of one artifact");
  await writeBlob(folder, content, descriptor.mediaType);
  await writeBlob(folder, await repository.blob(manifest.config.digest), manifest.config.mediaType);
  await writeIndex(folder, [descriptor]);
  for (const { digest } of await repository.referrers(descriptor.digest)) {
    await fetchAttached(repository, digest, folder);
  }
  return descriptor.digest;
}

async function fetchAttached(repository: Repository, digest: string, folder: string): Promise<void> {
  const found = await repository.manifest(digest);
  if (!found) throw ociErrors.OCI_CONTENT_ABSENT(repository.name, digest);
  const { annotations, layers } = JSON.parse(found.content.toString()) as Manifest;
  const file = annotations?.[FILE];
  if (file === undefined || !isInside(file)) return;
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await repository.blob(layers[0]!.digest));
}

/** Whether a name stays in the folder that it is written into. */
function isInside(file: string): boolean {
  return !file.startsWith("/") && !file.split(/[/\\]/u).includes("..") && !isOfLayout(file);
}
