/** Numbers 32-bit hashes from 0 in the order of their coming: an open-addressing table with linear probing. */
export class HashTable {
  size = 0;
  /** Slot after slot, its hash and that one's number plus one: 0 is a free slot. Side by side, since a slot far from the last is slow to fetch. */
  #slots: Uint32Array;
  #mask: number;

  constructor(expected: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(expected, 8) * 2));
    this.#slots = new Uint32Array(capacity * 2);
    this.#mask = capacity - 1;
  }

  /** The hash's number, or -1. */
  find(hash: number): number {
    return this.#slots[this.#find(hash) + 1]! - 1;
  }

  /** The hash's number, a new one when it has none yet. */
  add(hash: number): number {
    if ((this.size + 1) * 2 > this.#mask) this.#grow();
    const slot = this.#find(hash);
    if (this.#slots[slot + 1] === 0) {
      this.size += 1;
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = this.size;
    }
    return this.#slots[slot + 1]! - 1;
  }

  /** All hashes, each at its number. */
  hashes(): Uint32Array<ArrayBuffer> {
    const hashes = new Uint32Array(this.size);
    for (let slot = 0; slot < this.#slots.length; slot += 2) {
      const number = this.#slots[slot + 1]!;
      if (number > 0) hashes[number - 1] = this.#slots[slot]!;
    }
    return hashes;
  }

  /** Where the hash's slot begins, or the free one that it would have. */
  #find(hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash & mask;
    while (slots[slot * 2 + 1] !== 0 && slots[slot * 2] !== hash) slot = (slot + 1) & mask;
    return slot * 2;
  }

  #grow(): void {
    const hashes = this.hashes();
    this.#slots = new Uint32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length / 2 - 1;
    for (const [number, hash] of hashes.entries()) {
      const slot = this.#find(hash);
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = number + 1;
    }
  }
}
