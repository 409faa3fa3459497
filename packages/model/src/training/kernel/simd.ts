import { newInstance } from "../../kernel/instance.ts";
import type { Kernel } from "./kernel.ts";
import { divideMemory, type KernelSize, memoryLength } from "./memory.ts";

/** The kernel in WebAssembly, or nothing where there is no WebAssembly with SIMD. */
export function simdKernel(size: KernelSize): Kernel | undefined {
  const instance = newInstance(memoryLength(size));
  if (!instance) return undefined;
  const { code, buffer } = instance;
  const arrays = divideMemory(buffer, size);
  const { hidden, pull, logits, biases, columns, values, factors, second, first } = arrays;
  return {
    ...arrays,
    embed: (count) =>
      code.embed(hidden.byteOffset, first.byteOffset, columns.byteOffset, values.byteOffset, count),
    score: (from, count) =>
      code.score(
        logits.byteOffset + from * 4,
        biases.byteOffset + from * 4,
        second.byteOffset + from * hidden.byteLength,
        hidden.byteOffset,
        count,
      ),
    learn: (label, error, rate) => {
      const vector = second.byteOffset + label * hidden.byteLength;
      code.add(pull.byteOffset, vector, error);
      code.add(vector, hidden.byteOffset, -rate);
    },
    spread: (count) => {
      for (let at = 0; at < count; at += 1) factors[at] = -factors[at]!;
      code.spread(first.byteOffset, columns.byteOffset, factors.byteOffset, count, pull.byteOffset);
    },
  };
}
