import type { Vectoriser } from "../features/vectoriser.ts";

/** Sparse rows one after another (CSR) in shared memory, so that threads read the same copy. */
export interface Matrix {
  /** Where each row begins; one more than there are rows. */
  readonly starts: Uint32Array<SharedArrayBuffer>;
  readonly columns: Uint32Array<SharedArrayBuffer>;
  readonly values: Float32Array<SharedArrayBuffer>;
  /** How many columns there are. */
  readonly width: number;
}

export function buildMatrix(texts: readonly string[], vectoriser: Vectoriser, width: number): Matrix {
  const starts = new Uint32Array(new SharedArrayBuffer((texts.length + 1) * 4));
  let columns = new Uint32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  let size = 0;
  for (const [row, text] of texts.entries()) {
    vectoriser.read(text);
    if (size + vectoriser.size > columns.length) {
      columns = moved(columns, new Uint32Array((size + vectoriser.size) * 2));
      values = moved(values, new Float32Array((size + vectoriser.size) * 2));
    }
    columns.set(vectoriser.columns.subarray(0, vectoriser.size), size);
    values.set(vectoriser.values.subarray(0, vectoriser.size), size);
    size += vectoriser.size;
    starts[row + 1] = size;
  }
  return {
    starts,
    columns: moved(columns.subarray(0, size), new Uint32Array(new SharedArrayBuffer(size * 4))),
    values: moved(values.subarray(0, size), new Float32Array(new SharedArrayBuffer(size * 4))),
    width,
  };
}

function moved<T extends Uint32Array | Float32Array>(from: Uint32Array | Float32Array, to: T): T {
  to.set(from);
  return to;
}
