import type { KernelMemory, KernelSize } from "./memory.ts";
import { plainKernel } from "./plain.ts";
import { simdKernel } from "./simd.ts";

/** The inner loops of training, in 32-bit floating point. */
export interface Kernel extends KernelMemory {
  /** hidden = the sum of the first `count` values × the vectors of their columns. */
  embed(count: number): void;
  /** logits = biases + the product of hidden and the label's vector, for `count` labels. */
  score(from: number, count: number): void;
  /** pull += error × the label's vector; the label's vector −= rate × hidden. */
  learn(label: number, error: number, rate: number): void;
  /** The vectors of the first `count` columns −= their factors × pull. */
  spread(count: number): void;
}

/** WebAssembly where there is SIMD, which is three times as fast, or else JavaScript: the numbers are the same to the last bit. */
export function newKernel(size: KernelSize): Kernel {
  return simdKernel(size) ?? plainKernel(size);
}
