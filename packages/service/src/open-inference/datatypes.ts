/** How a number of each datatype is read from bytes, which are little-endian; and how many bytes it takes. */
const FIXED = {
  BOOL: [1, (view, at) => view.getUint8(at) !== 0],
  UINT8: [1, (view, at) => view.getUint8(at)],
  UINT16: [2, (view, at) => view.getUint16(at, true)],
  UINT32: [4, (view, at) => view.getUint32(at, true)],
  UINT64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  INT8: [1, (view, at) => view.getInt8(at)],
  INT16: [2, (view, at) => view.getInt16(at, true)],
  INT32: [4, (view, at) => view.getInt32(at, true)],
  INT64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  FP16: [2, (view, at) => view.getFloat16(at, true)],
  FP32: [4, (view, at) => view.getFloat32(at, true)],
  FP64: [8, (view, at) => view.getFloat64(at, true)],
} as const satisfies Record<string, readonly [bytes: number, read: (view: DataView, at: number) => unknown]>;

type Fixed = keyof typeof FIXED;
export type Datatype = Fixed | "BYTES";

export const DATATYPES: readonly Datatype[] = [...(Object.keys(FIXED) as Fixed[]), "BYTES"];

/** Before each element of BYTES stands its length, in so many bytes. */
const LENGTH = 4;
const DOUBLE = 8;

/** The elements of a tensor in its binary form; `undefined` where the last one is torn. Those of BYTES are bytes, whatever they mean. */
export function readElements(datatype: Datatype, bytes: Buffer): unknown[] | undefined {
  return datatype === "BYTES" ? readByteStrings(bytes) : readNumbers(datatype, bytes);
}

function readNumbers(datatype: Fixed, bytes: Buffer): unknown[] | undefined {
  const [size, read] = FIXED[datatype];
  if (bytes.length % size !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / size }, (_, index) => read(view, index * size));
}

function readByteStrings(bytes: Buffer): Buffer[] | undefined {
  const elements: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at + LENGTH;
    const end = start > bytes.length ? Infinity : start + bytes.readUInt32LE(at);
    if (end > bytes.length) return undefined;
    elements.push(bytes.subarray(start, end));
    at = end;
  }
  return elements;
}

/** The binary form of a tensor of texts or of FP64. */
export function writeElements(elements: readonly (string | number)[]): Buffer {
  return Buffer.concat(elements.flatMap(writeElement));
}

function writeElement(element: string | number): Buffer[] {
  if (typeof element === "number") {
    const bytes = Buffer.allocUnsafe(DOUBLE);
    bytes.writeDoubleLE(element);
    return [bytes];
  }
  const bytes = Buffer.from(element);
  const length = Buffer.allocUnsafe(LENGTH);
  length.writeUInt32LE(bytes.length);
  return [length, bytes];
}
