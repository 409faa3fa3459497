import { newInstance } from "./kernel/instance.ts";

/** So many cells are summed at a time. */
const LANES = 16;
/** So many columns are summed at a time. */
const MOST_COLUMNS = 1024;

/** Rows of cells, one byte each, that are summed up with a factor each. */
export interface CellSums {
  /** The rows to add and their factors, up to the length of these arrays. */
  readonly columns: Uint32Array<ArrayBuffer>;
  readonly factors: Float32Array<ArrayBuffer>;
  /** One a cell of a row, and some more that mean nothing. */
  readonly sums: Float32Array<ArrayBuffer>;
  /** sums += the first `count` factors × their rows. */
  add(count: number): void;
}

/** By WebAssembly where there is SIMD, or else by JavaScript: the numbers are the same to the last bit. */
export function newCellSums(cells: Int8Array, width: number): CellSums {
  return simdCellSums(cells, width) ?? plainCellSums(cells, width);
}

export function plainCellSums(cells: Int8Array, width: number): CellSums {
  const columns = new Uint32Array(MOST_COLUMNS);
  const factors = new Float32Array(MOST_COLUMNS);
  const sums = new Float32Array(width);
  return {
    columns,
    factors,
    sums,
    add(count) {
      for (let at = 0; at < count; at += 1) {
        const factor = factors[at]!;
        let cell = columns[at]! * width;
        for (let place = 0; place < width; place += 1) {
          sums[place]! += Math.fround(factor * cells[cell]!);
          cell += 1;
        }
      }
    },
  };
}

/** Nothing where there is no WebAssembly with SIMD. */
export function simdCellSums(cells: Int8Array, width: number): CellSums | undefined {
  const padded = Math.ceil(width / LANES) * LANES;
  const rows = cells.length / width;
  const start = MOST_COLUMNS * 8 + padded * 4;
  const instance = newInstance(start + rows * padded);
  if (!instance) return undefined;
  const { code, buffer } = instance;
  const table = new Int8Array(buffer, start);
  for (let row = 0; row < rows; row += 1) {
    table.set(cells.subarray(row * width, (row + 1) * width), row * padded);
  }
  const columns = new Uint32Array(buffer, 0, MOST_COLUMNS);
  const factors = new Float32Array(buffer, columns.byteLength, MOST_COLUMNS);
  const sums = new Float32Array(buffer, MOST_COLUMNS * 8, padded);
  return {
    columns,
    factors,
    sums,
    add: (count) => code.sum(sums.byteOffset, start, columns.byteOffset, factors.byteOffset, count, padded),
  };
}
