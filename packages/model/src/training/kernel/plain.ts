import type { Kernel } from "./kernel.ts";
import { divideMemory, type KernelSize, memoryLength, VECTOR } from "./memory.ts";

/** Sums of products are made of so many sums, which are added up at the end: what SIMD does. */
const LANES = 16;

/**
 * The kernel in JavaScript. Every sum and product is rounded to 32 bits, and sums have the order of kernel/kernel.ts, so that the
 * results are the same.
 */
export function plainKernel(size: KernelSize): Kernel {
  const memory = divideMemory(new ArrayBuffer(memoryLength(size)), size);
  const { hidden, pull, logits, biases, columns, values, factors, second, first } = memory;
  const lanes = new Float32Array(LANES);

  function product(label: number): number {
    lanes.fill(0);
    for (let at = 0; at < VECTOR; at += 1) {
      lanes[at % LANES]! += Math.fround(second[label * VECTOR + at]! * hidden[at]!);
    }
    const sum = (lane: number): number =>
      Math.fround(
        Math.fround(lanes[lane]! + lanes[lane + 4]!) + Math.fround(lanes[lane + 8]! + lanes[lane + 12]!),
      );
    return Math.fround(Math.fround(sum(0) + sum(1)) + Math.fround(sum(2) + sum(3)));
  }

  return {
    ...memory,
    embed(count) {
      hidden.fill(0);
      for (let at = 0; at < count; at += 1) addVector(hidden, 0, first, columns[at]! * VECTOR, values[at]!);
    },
    score(from, count) {
      for (let label = from; label < from + count; label += 1)
        logits[label] = biases[label]! + product(label);
    },
    learn(label, error, rate) {
      addVector(pull, 0, second, label * VECTOR, Math.fround(error));
      addVector(second, label * VECTOR, hidden, 0, Math.fround(-rate));
    },
    spread(count) {
      for (let at = 0; at < count; at += 1) addVector(first, columns[at]! * VECTOR, pull, 0, -factors[at]!);
    },
  };
}

/** to += factor × from, for a vector of each that begins at a place. */
function addVector(
  to: Float32Array,
  toPlace: number,
  from: Float32Array,
  place: number,
  factor: number,
): void {
  for (let at = 0; at < VECTOR; at += 1) to[toPlace + at]! += Math.fround(factor * from[place + at]!);
}
