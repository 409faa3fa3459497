import { appendFileSync, closeSync, openSync } from "node:fs";
import { chainErrors } from "@eslabon/link";
import { seededRandom } from "../random.ts";
import { encodeRow, type KeptRow } from "./row-bytes.ts";

/** Rows in a file, dealt at random into buckets: each bucket is a random sample of them all, and small enough to be in memory. */
export interface SpooledRows {
  readonly file: string;
  readonly buckets: readonly Bucket[];
  readonly count: number;
}

/** Where the bytes of a bucket's rows are in the file, piece after piece. */
export type Bucket = readonly Piece[];

interface Piece {
  readonly place: number;
  readonly length: number;
}

const BUCKETS = 128;
/** Bytes of a bucket that wait in memory to be written together: large enough that disks need not seek all the time. */
const PIECE = 2 ** 18;

/** Writes rows into a file, in the order of their coming; which bucket a row goes to depends on nothing but its place in that order. */
export class Spool implements Disposable {
  #count = 0;
  #length = 0;
  #isOpen = true;
  readonly #path: string;
  readonly #file: number;
  readonly #random = seededRandom(0);
  readonly #buckets: Piece[][] = Array.from({ length: BUCKETS }, () => []);
  readonly #waiting = Array.from({ length: BUCKETS }, () => ({ bytes: Buffer.alloc(0), used: 0 }));

  /** @throws EslabonError `CHAIN_WRITE_FAILED` */
  constructor(path: string) {
    this.#path = path;
    this.#file = this.#orWriteFailure(() => openSync(path, "wx"));
  }

  /** @throws EslabonError `CHAIN_WRITE_FAILED` */
  add(row: KeptRow): void {
    const bucket = Math.floor(this.#random() * BUCKETS);
    const bytes = encodeRow(row);
    const waiting = this.#waiting[bucket]!;
    if (waiting.used + bytes.length > waiting.bytes.length) {
      this.#write(bucket);
      if (waiting.bytes.length < bytes.length) waiting.bytes = Buffer.alloc(Math.max(bytes.length, PIECE));
    }
    waiting.bytes.set(bytes, waiting.used);
    waiting.used += bytes.length;
    this.#count += 1;
  }

  /**
   * Writes what is still waiting.
   *
   * @throws EslabonError `CHAIN_WRITE_FAILED`
   */
  end(): SpooledRows {
    for (const bucket of this.#buckets.keys()) this.#write(bucket);
    this[Symbol.dispose]();
    return { file: this.#path, buckets: this.#buckets, count: this.#count };
  }

  [Symbol.dispose](): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  #write(bucket: number): void {
    const waiting = this.#waiting[bucket]!;
    if (waiting.used === 0) return;
    this.#orWriteFailure(() => {
      appendFileSync(this.#file, waiting.bytes.subarray(0, waiting.used));
    });
    this.#buckets[bucket]!.push({ place: this.#length, length: waiting.used });
    this.#length += waiting.used;
    waiting.used = 0;
  }

  #orWriteFailure<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw chainErrors.CHAIN_WRITE_FAILED(this.#path, cause as Error);
    }
  }
}
