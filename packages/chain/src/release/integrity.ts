import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { isLayout, readLayout } from "@eslabon/oci";

/** By what the registry will know a package: the digest of an OCI artifact's manifest, or else the Subresource Integrity of the archive. */
export async function integrityOf(folder: string, archive: string): Promise<string> {
  if (await isLayout(folder)) return (await readLayout(folder)).descriptor.digest;
  const hash = createHash("sha512");
  await pipeline(createReadStream(archive), hash);
  return `sha512-${hash.digest("base64")}`;
}
