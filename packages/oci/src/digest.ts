import { createHash } from "node:crypto";
import type { Descriptor } from "./manifest.ts";

export function digestOf(content: Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

export function describe(content: Uint8Array, mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(content), size: content.length };
}

/** As JSON is written everywhere here, so that the same content has the same digest. */
export function encode(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
