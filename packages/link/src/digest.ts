import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";

/** The SHA-256 of a file's bytes, as `sha256:<hex>`. */
export async function digestFile(path: string): Promise<string> {
  return prefixed(await hashFile(path));
}

/** The SHA-256 of a text's UTF-8 bytes, as `sha256:<hex>`. */
export function digestText(text: string): string {
  return prefixed(createHash("sha256").update(text));
}

/**
 * One digest for all files below a folder, by their contents and relative paths: the SHA-256 of the lines
 * `<hex of file>  <path>` sorted by path, as Go's module checksums are made (golang.org/x/mod/sumdb/dirhash, Hash1).
 * Times, owners and the folder's own place do not matter.
 */
export async function digestFolder(folder: string): Promise<string> {
  return digestFiles(folder, await listFiles(folder));
}

/** As {@link digestFolder}, of the given files only. */
export async function digestFiles(folder: string, files: readonly string[]): Promise<string> {
  const lines = [];
  for (const path of [...files].sort()) {
    const hex = (await hashFile(join(folder, path))).digest("hex");
    lines.push(`${hex}  ${path}\n`);
  }
  return digestText(lines.join(""));
}

/** The paths of all files below a folder, relative to it, with `/` between their parts, sorted. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

async function hashFile(path: string): Promise<Hash> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash;
}

function prefixed(hash: Hash): string {
  return `sha256:${hash.digest("hex")}`;
}
