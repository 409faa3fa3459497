/**
 * Numbers of 32 bits that are the same on every machine for the same seed: xorshift32 (Marsaglia 2003).
 * For shuffling, not for secrets.
 */
export function seededBits(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Numbers in [0, 1), from {@link seededBits}. */
export function seededRandom(seed: number): () => number {
  const bits = seededBits(seed);
  return () => bits() / 2 ** 32;
}

/** Shuffles the first `length` items in place (Fisher and Yates). */
export function shuffle(items: Uint32Array, length: number, random: () => number): void {
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const item = items[last]!;
    items[last] = items[other]!;
    items[other] = item;
  }
}
