import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exists, writeJson } from "@eslabon/link";
import { describe, encode } from "./digest.ts";
import { ociErrors } from "./errors.ts";
import { type Descriptor, type Index, INDEX_TYPE, type Manifest, MANIFEST_TYPE } from "./manifest.ts";

const LAYOUT_FILE = "oci-layout";
const INDEX_FILE = "index.json";

/** The one manifest of an OCI image layout, as it is there. */
export interface LayoutManifest {
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
}

/** Whether a folder is an OCI image layout: https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export function isLayout(folder: string): Promise<boolean> {
  return exists(join(folder, LAYOUT_FILE));
}

/** Where a layout keeps what has a digest. */
export function blobFile(folder: string, digest: string): string {
  return join(folder, "blobs", ...digest.split(":"));
}

/** Whether a path, relative to a layout, is that of the layout itself and not of what stands beside it. */
export function isOfLayout(path: string): boolean {
  return path === LAYOUT_FILE || path === INDEX_FILE || isBlob(path);
}

/** Whether it is that of something by whose digest the layout's index names it. */
export function isBlob(path: string): boolean {
  return path.startsWith("blobs/");
}

/** Writes content into a layout. */
export async function writeBlob(folder: string, content: Uint8Array, mediaType: string): Promise<Descriptor> {
  const descriptor = describe(content, mediaType);
  await mkdir(dirname(blobFile(folder, descriptor.digest)), { recursive: true });
  await writeFile(blobFile(folder, descriptor.digest), content);
  return descriptor;
}

/** Makes a folder the layout of one manifest, whose configuration and layers are written by others. */
export async function writeLayout(folder: string, manifest: Manifest): Promise<Descriptor> {
  const written = await writeBlob(folder, encode(manifest), MANIFEST_TYPE);
  await writeIndex(folder, [written]);
  return written;
}

export async function writeIndex(folder: string, manifests: readonly Descriptor[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, LAYOUT_FILE), `${JSON.stringify({ imageLayoutVersion: "1.0.0" })}\n`);
  const index: Index = { schemaVersion: 2, mediaType: INDEX_TYPE, manifests };
  const file = join(folder, INDEX_FILE);
  await writeJson(`${file}.new`, index);
  await rename(`${file}.new`, file);
}

/** @throws EslabonError `OCI_LAYOUT_INVALID`. */
export async function readIndex(folder: string): Promise<Index> {
  return parse(folder, await readFile(join(folder, INDEX_FILE)).catch(ignoreMissing)) as Index;
}

/**
 * The manifest of a layout.
 *
 * @throws EslabonError `OCI_LAYOUT_INVALID` when there is none or more than one.
 */
export async function readLayout(folder: string): Promise<LayoutManifest> {
  const { manifests } = await readIndex(folder);
  const [descriptor] = manifests;
  if (!descriptor || manifests.length > 1) {
    throw ociErrors.OCI_LAYOUT_INVALID(folder, `it has ${manifests.length} manifests`);
  }
  const manifest = parse(folder, await readFile(blobFile(folder, descriptor.digest)).catch(ignoreMissing));
  return { descriptor, manifest: manifest as Manifest };
}

function parse(folder: string, content: Buffer | undefined): unknown {
  if (!content) throw ociErrors.OCI_LAYOUT_INVALID(folder, "it is not complete");
  try {
    return JSON.parse(content.toString());
  } catch (error) {
    throw ociErrors.OCI_LAYOUT_INVALID(folder, (error as Error).message);
  }
}

function ignoreMissing(): undefined {
  // Missing is what the caller tells of.
}
