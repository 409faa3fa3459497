import type { Document } from "../features/document.ts";
import { BLOCKS } from "../features/ngrams.ts";
import type { Vectoriser } from "../features/vectoriser.ts";

/** Sparse rows one after another (CSR). */
export interface SparseRows {
  /** Where each block of each row begins; the last place is where the last block ends. */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array | Float64Array;
}

/** Sparse rows in shared memory, so that threads read the same copy. */
export interface Matrix extends SparseRows {
  readonly starts: Uint32Array<SharedArrayBuffer>;
  readonly columns: Uint32Array<SharedArrayBuffer>;
  readonly values: Float32Array<SharedArrayBuffer>;
}

export function buildMatrix(documents: readonly Document[], vectoriser: Vectoriser): Matrix {
  const starts = new Uint32Array(new SharedArrayBuffer((documents.length * BLOCKS + 1) * 4));
  let columns = new Uint32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  let size = 0;
  for (const [row, { text, facts }] of documents.entries()) {
    vectoriser.read(text, facts);
    if (size + vectoriser.size > columns.length) {
      columns = moved(columns, new Uint32Array((size + vectoriser.size) * 2));
      values = moved(values, new Float32Array((size + vectoriser.size) * 2));
    }
    columns.set(vectoriser.columns.subarray(0, vectoriser.size), size);
    values.set(vectoriser.values.subarray(0, vectoriser.size), size);
    for (let block = 0; block < BLOCKS; block += 1)
      starts[row * BLOCKS + block] = size + vectoriser.starts[block]!;
    size += vectoriser.size;
  }
  starts[documents.length * BLOCKS] = size;
  return {
    starts,
    columns: moved(columns.subarray(0, size), new Uint32Array(new SharedArrayBuffer(size * 4))),
    values: moved(values.subarray(0, size), new Float32Array(new SharedArrayBuffer(size * 4))),
  };
}

/** The most columns that a row has. */
export function longestRow({ starts }: Matrix): number {
  let longest = 0;
  for (let at = BLOCKS; at < starts.length; at += BLOCKS)
    longest = Math.max(longest, starts[at]! - starts[at - BLOCKS]!);
  return longest;
}

function moved<T extends Uint32Array | Float32Array>(from: Uint32Array | Float32Array, to: T): T {
  to.set(from);
  return to;
}
