import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createGzip } from "node:zlib";

/** What a stored model takes: its files as they are, and each of them through gzip. */
export interface StoredSize {
  readonly modelBytes: number;
  readonly gzippedBytes: number;
}

export async function storedSize(folder: string): Promise<StoredSize> {
  const size = { modelBytes: 0, gzippedBytes: 0 };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    size.modelBytes += (await stat(path)).size;
    size.gzippedBytes += await gzippedSize(path);
  }
  return size;
}

async function gzippedSize(path: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of createReadStream(path).pipe(createGzip())) bytes += (chunk as Buffer).length;
  return bytes;
}
