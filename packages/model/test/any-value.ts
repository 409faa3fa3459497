import fc from "fast-check";

/** Code that a getter or a proxy may run. */
export const fails = (): never => {
  throw new TypeError("a trap");
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}

/** What JSON can say, and what only a program can. */
export const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
);

/** Values that run code of their own, or are very large. */
export function hostileValues(): [what: string, make: () => unknown][] {
  return [
    ["a symbol", () => Symbol("texto")],
    ["a function", () => fails],
    [
      "a proxy that throws",
      () => new Proxy({}, { get: fails, has: fails, ownKeys: fails, getPrototypeOf: fails }),
    ],
    ["a proxy that was revoked", revoked],
    ["an array of four thousand million holes", () => new Array<string>(4_000_000_000)],
    ["an array of a million words", () => Array.from({ length: 1_000_000 }, () => "grifo")],
    ["ten million bytes", () => new Uint8Array(10_000_000)],
    ["a hundred million letters", () => "a".repeat(100_000_000)],
    ["an object that cannot be written", () => ({ toString: fails, valueOf: fails, toJSON: fails })],
    ["a string in a box", () => Object("gotea el grifo") as object],
    ["a promise", () => Promise.resolve("gotea el grifo")],
    ["an object that holds itself", () => Object.assign(Object.create(null) as object, { self: globalThis })],
  ];
}
