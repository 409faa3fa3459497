import type { Weights } from "../classifier.ts";

/** How large the arrays are. */
export interface WeightsSize {
  readonly columns: number;
  /** How many of the columns have weights. */
  readonly weighted: number;
  readonly labels: number;
}

/** How many bytes `weights.bin` has. */
export function weightsLength({ columns, weighted, labels }: WeightsSize): number {
  return columns * 8 + weighted * 4 + labels * 4 + weighted * labels;
}

/** One after another, little-endian as every platform of Node is that it is tested on: hashes, rarities, scales, biases, cells. */
export function encodeWeights({ hashes, rarity, scales, biases, cells }: Weights): Buffer {
  return Buffer.concat([hashes, rarity, scales, biases, cells].map(bytesOf));
}

/** The other way round. The cells stay where they are, in `bytes`. */
export function decodeWeights(
  bytes: Uint8Array<ArrayBuffer>,
  { columns, weighted, labels }: WeightsSize,
): Weights {
  let offset = bytes.byteOffset;
  const take = (length: number): ArrayBuffer => {
    const taken = bytes.buffer.slice(offset, offset + length);
    offset += length;
    return taken;
  };
  return {
    hashes: new Uint32Array(take(columns * 4)),
    rarity: new Float32Array(take(columns * 4)),
    scales: new Float32Array(take(weighted * 4)),
    biases: new Float32Array(take(labels * 4)),
    cells: new Int8Array(bytes.buffer, offset, weighted * labels),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
