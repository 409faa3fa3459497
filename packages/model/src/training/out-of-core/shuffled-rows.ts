import { closeSync, openSync, readSync } from "node:fs";
import { shuffle } from "../random.ts";
import { decodeRow, type KeptRow, rowEnd } from "./row-bytes.ts";
import type { Bucket, SpooledRows } from "./spool.ts";

/**
 * All rows once, in a random order: bucket after bucket, the rows of each shuffled. One bucket at a time is in memory.
 *
 * @param from which part of the buckets comes first, from 0 to 1: who begins elsewhere sees other rows first.
 */
export function* shuffledRows(
  { file, buckets }: SpooledRows,
  from: number,
  random: () => number,
): Generator<KeptRow, void, undefined> {
  const descriptor = openSync(file, "r");
  try {
    for (const index of buckets.keys()) {
      const bytes = readBucket(
        descriptor,
        buckets[(index + Math.floor(from * buckets.length)) % buckets.length]!,
      );
      const starts = findRows(bytes);
      shuffle(starts, starts.length, random);
      for (const start of starts) yield decodeRow(bytes, start);
    }
  } finally {
    closeSync(descriptor);
  }
}

function readBucket(descriptor: number, bucket: Bucket): Buffer {
  const bytes = Buffer.allocUnsafe(bucket.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { place, length } of bucket) {
    const end = at + length;
    for (let from = place; at < end;) {
      const read = readSync(descriptor, bytes, at, end - at, from);
      if (read === 0) throw new Error("the rows that were put aside for training have become fewer");
      at += read;
      from += read;
    }
  }
  return bytes;
}

/** Where each row begins. */
function findRows(bytes: Buffer): Uint32Array {
  const starts: number[] = [];
  for (let start = 0; start < bytes.length; start = rowEnd(bytes, start)) starts.push(start);
  return Uint32Array.from(starts);
}
