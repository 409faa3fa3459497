/** How many numbers a hidden vector has. */
export const VECTOR = 64;

export interface KernelSize {
  /** Vectors of the first table and of the second. */
  readonly columns: number;
  readonly labels: number;
  /** The most columns that a document can have. */
  readonly longest: number;
}

/** The numbers that a kernel works on, one array after another in one buffer. Tables have {@link VECTOR} numbers a row. */
export interface KernelMemory {
  readonly hidden: Float32Array<ArrayBuffer>;
  /** What the labels want the hidden vector to become. */
  readonly pull: Float32Array<ArrayBuffer>;
  readonly logits: Float32Array<ArrayBuffer>;
  readonly biases: Float32Array<ArrayBuffer>;
  /** The columns of a document, what each is worth, and how much of the pull it takes. */
  readonly columns: Uint32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
  readonly factors: Float32Array<ArrayBuffer>;
  /** One vector a label. */
  readonly second: Float32Array<ArrayBuffer>;
  /** One vector a column. */
  readonly first: Float32Array<ArrayBuffer>;
}

/** In bytes. */
export function memoryLength(size: KernelSize): number {
  return lengths(size).reduce((sum, length) => sum + length * 4, 0);
}

export function divideMemory(buffer: ArrayBuffer, size: KernelSize): KernelMemory {
  let offset = 0;
  const takeNext = (length: number): Float32Array<ArrayBuffer> => {
    const taken = new Float32Array(buffer, offset, length);
    offset += taken.byteLength;
    return taken;
  };
  const [hidden, pull, logits, biases, columns, values, factors, second, first] = lengths(size).map(
    takeNext,
  ) as NineArrays;
  return {
    hidden,
    pull,
    logits,
    biases,
    columns: new Uint32Array(buffer, columns.byteOffset, columns.length),
    values,
    factors,
    second,
    first,
  };
}

type Floats = Float32Array<ArrayBuffer>;
type NineArrays = [Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats];

/** In the order of {@link KernelMemory}; whole blocks of four numbers, as SIMD likes them. */
function lengths({ columns, labels, longest }: KernelSize): number[] {
  return [
    VECTOR,
    VECTOR,
    whole(labels),
    whole(labels),
    whole(longest),
    whole(longest),
    whole(longest),
    labels * VECTOR,
    columns * VECTOR,
  ];
}

function whole(length: number): number {
  return Math.ceil(length / 4) * 4;
}
