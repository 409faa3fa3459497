import type { IncomingMessage } from "node:http";

const RAW_BYTES = /[\x80-\xff]/g;

/** Percent-encodes bytes that were sent as they are (`?texto=bañera`), which Node hands over one character each. */
export function encodeRawBytes({ url = "/" }: IncomingMessage): string {
  return url.replace(RAW_BYTES, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}

/** Whether an address is percent-encoded UTF-8 throughout. */
export function isWellEncoded(url: string): boolean {
  if (!url.includes("%")) return true;
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}
