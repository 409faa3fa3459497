import { open } from "node:fs/promises";
import type { Check } from "@eslabon/link";
import { blobFile } from "@eslabon/oci";
import type { BaseImage } from "../builder/builder.ts";
import type { Image } from "../layout/image-layout.ts";

const MEGA = 1_000_000;

/** What an image adds to its base, uncompressed. */
export async function checkSize(
  folder: string,
  { manifest: { layers }, config }: Image,
  base: BaseImage,
  most: number,
): Promise<Check> {
  const below = base.layers.length;
  const isOnBase = base.layers.every((layer, index) => config.rootfs.diff_ids[index] === layer);
  const sizes = await Promise.all(layers.map(({ digest }) => uncompressedSize(blobFile(folder, digest))));
  const [under, added] = [sum(sizes.slice(0, below)), sum(sizes.slice(below))];
  const packed = sum(layers.slice(below).map(({ size }) => size));
  return {
    name: "adds little to its base",
    passed: isOnBase && added <= most * MEGA,
    detail: isOnBase
      ? `${mega(added)} MB, ${mega(packed)} MB compressed, on a base of ${mega(under)} MB; at most ${most} MB`
      : "the base is another one by now: build it again",
    measured: { baseBytes: under, addedBytes: added, addedCompressedBytes: packed },
  };
}

/** Of a gzip file: its last four bytes. https://www.rfc-editor.org/rfc/rfc1952#page-5 */
async function uncompressedSize(file: string): Promise<number> {
  await using handle = await open(file);
  const { size } = await handle.stat();
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, size - 4);
  return buffer.readUInt32LE();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function mega(bytes: number): string {
  return (bytes / MEGA).toFixed(1);
}
