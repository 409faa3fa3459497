import type { Kernel } from "./kernel.ts";
import { divideMemory, type KernelSize, memoryLength } from "./memory.ts";
import { SIMD_CODE } from "./simd-code.ts";

/** What kernel/kernel.ts exports; pointers are in bytes. */
interface Code {
  embed(hidden: number, table: number, columns: number, values: number, count: number): void;
  score(logits: number, biases: number, table: number, hidden: number, labels: number): void;
  add(to: number, from: number, factor: number): void;
  spread(table: number, columns: number, factors: number, count: number, from: number): void;
}

const PAGE = 2 ** 16;

/** As much of it as is used here: Node's types have none. */
declare const WebAssembly:
  | {
      validate(bytes: Uint8Array): boolean;
      Module: new (bytes: Uint8Array) => object;
      Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
      Instance: new (module: object, imports: object) => { readonly exports: unknown };
    }
  | undefined;

/** The kernel in WebAssembly, or nothing where there is no WebAssembly with SIMD. */
export function simdKernel(size: KernelSize): Kernel | undefined {
  const module = compiled();
  if (!module || typeof WebAssembly === "undefined") return undefined;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryLength(size) / PAGE) });
  const code = new WebAssembly.Instance(module, { env: { memory } }).exports as Code;
  const arrays = divideMemory(memory.buffer, size);
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

let module: object | undefined;

function compiled(): object | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  const bytes = Buffer.from(SIMD_CODE, "base64");
  if (module === undefined && WebAssembly.validate(bytes)) module = new WebAssembly.Module(bytes);
  return module;
}
