import { createWriteStream } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exists } from "@eslabon/link";
import { digestOf } from "./digest.ts";
import { ociErrors } from "./errors.ts";
import { blobFile, isLayout, readIndex, writeBlob, writeIndex } from "./layout.ts";
import type { Descriptor, Manifest } from "./manifest.ts";
import type { Repository } from "./repository.ts";

/** What a layout calls the tag of a manifest. */
const TAG = "org.opencontainers.image.ref.name";

/** A repository that is a folder, for work without a registry: an OCI image layout that has all versions. */
export function folderRepository(folder: string): Repository {
  const listed = async (): Promise<readonly Descriptor[]> =>
    (await isLayout(folder)) ? (await readIndex(folder)).manifests : [];

  async function read(digest: string): Promise<Buffer | undefined> {
    const content = await readFile(blobFile(folder, digest)).catch(() => undefined);
    const found = content && digestOf(content);
    if (found !== undefined && found !== digest)
      throw ociErrors.OCI_DAMAGED(`${folder}@${digest}`, found, digest);
    return content;
  }

  async function manifestOf(digest: string): Promise<Manifest | undefined> {
    const content = await read(digest);
    return content && (JSON.parse(content.toString()) as Manifest);
  }

  const resolve = async (tag: string): Promise<string | undefined> =>
    (await listed()).find((each) => tagOf(each) === tag)?.digest;

  return {
    name: folder,
    tags: async () => (await listed()).flatMap((each) => tagOf(each) ?? []),
    resolve,
    manifest: async (reference) => {
      const digest = isDigest(reference) ? reference : await resolve(reference);
      const content = digest === undefined ? undefined : await read(digest);
      if (digest === undefined || !content) return undefined;
      const { mediaType } = JSON.parse(content.toString()) as Manifest;
      return { content, descriptor: { mediaType, digest, size: content.length } };
    },
    putManifest: async (reference, { content, descriptor }) => {
      await writeBlob(folder, content, descriptor.mediaType);
      if (isDigest(reference)) return;
      const others = (await listed()).filter((each) => tagOf(each) !== reference);
      await writeIndex(folder, [...others, { ...descriptor, annotations: { [TAG]: reference } }]);
    },
    blob: async (digest) => {
      const content = await read(digest);
      if (content) return content;
      throw ociErrors.OCI_CONTENT_ABSENT(folder, digest);
    },
    hasBlob: (digest) => exists(blobFile(folder, digest)),
    putBlob: async (digest, content) => {
      const file = blobFile(folder, digest);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(Readable.fromWeb(content.stream()), createWriteStream(`${file}.new`));
      await rename(`${file}.new`, file);
    },
    referrers: async (subject) => {
      const found = [];
      for (const each of await listed()) {
        if (tagOf(each) === undefined && (await manifestOf(each.digest))?.subject?.digest === subject)
          found.push(each);
      }
      return found;
    },
    putReferrer: async (_subject, { content, descriptor }) => {
      await writeBlob(folder, content, descriptor.mediaType);
      const known = await listed();
      if (!known.some(({ digest }) => digest === descriptor.digest))
        await writeIndex(folder, [...known, descriptor]);
    },
  };
}

function tagOf({ annotations }: Descriptor): string | undefined {
  return annotations?.[TAG];
}

function isDigest(reference: string): boolean {
  return reference.includes(":");
}
