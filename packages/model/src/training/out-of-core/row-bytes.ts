import type { Document } from "../../features/document.ts";

/** A row as it is kept in a file. */
export interface KeptRow {
  readonly document: Document;
  /** Its label, by its number. */
  readonly target: number;
}

/** Bytes of each number. */
const NUMBER = 4;

/** A row as bytes: the length of what follows, the target, and the text and each fact, these with their lengths before them. */
export function encodeRow({ document, target }: KeptRow): Buffer {
  const texts = [document.text, ...(document.facts ?? [])].map((text) => Buffer.from(text));
  const length = texts.reduce((sum, text) => sum + NUMBER + text.length, NUMBER);
  const bytes = Buffer.allocUnsafe(NUMBER + length);
  bytes.writeUInt32LE(length);
  bytes.writeUInt32LE(target, NUMBER);
  let place = 2 * NUMBER;
  for (const text of texts) {
    bytes.writeUInt32LE(text.length, place);
    bytes.set(text, place + NUMBER);
    place += NUMBER + text.length;
  }
  return bytes;
}

/** Where the row after this one begins. */
export function rowEnd(bytes: Buffer, start: number): number {
  return start + NUMBER + bytes.readUInt32LE(start);
}

export function decodeRow(bytes: Buffer, start: number): KeptRow {
  const end = rowEnd(bytes, start);
  const texts: string[] = [];
  let place = start + 2 * NUMBER;
  while (place < end) {
    const from = place + NUMBER;
    place = from + bytes.readUInt32LE(place);
    texts.push(bytes.toString("utf8", from, place));
  }
  const [text = "", ...facts] = texts;
  const document = facts.length === 0 ? { text } : { text, facts };
  return { document, target: bytes.readUInt32LE(start + NUMBER) };
}
