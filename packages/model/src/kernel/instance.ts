import { SIMD_CODE } from "./simd-code.ts";

/** What kernel/kernel.ts exports; pointers are in bytes. */
export interface Code {
  embed(hidden: number, table: number, columns: number, values: number, count: number): void;
  score(logits: number, biases: number, table: number, hidden: number, labels: number): void;
  add(to: number, from: number, factor: number): void;
  spread(table: number, columns: number, factors: number, count: number, from: number): void;
  sum(sums: number, cells: number, columns: number, factors: number, count: number, labels: number): void;
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

/** The kernel with a memory of so many bytes, or nothing where there is no WebAssembly with SIMD. */
export function newInstance(bytes: number): { code: Code; buffer: ArrayBuffer } | undefined {
  const module = compiled();
  if (!module || typeof WebAssembly === "undefined") return undefined;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return { code: instance.exports as Code, buffer: memory.buffer };
}

let module: object | undefined;

function compiled(): object | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  const bytes = Buffer.from(SIMD_CODE, "base64");
  if (module === undefined && WebAssembly.validate(bytes)) module = new WebAssembly.Module(bytes);
  return module;
}
