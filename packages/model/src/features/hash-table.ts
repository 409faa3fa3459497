/** Numbers 32-bit hashes from 0 in the order of their coming: an open-addressing table with linear probing. */
export class HashTable {
  size = 0;
  #keys: Uint32Array;
  /** The number plus one; 0 is a free slot. */
  #numbers: Uint32Array;
  #mask: number;

  constructor(expected: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(expected, 8) * 2));
    this.#keys = new Uint32Array(capacity);
    this.#numbers = new Uint32Array(capacity);
    this.#mask = capacity - 1;
  }

  /** The hash's number, or -1. */
  find(hash: number): number {
    return this.#numbers[this.#slot(hash)]! - 1;
  }

  /** The hash's number, a new one when it has none yet. */
  add(hash: number): number {
    if ((this.size + 1) * 2 > this.#mask) this.#grow();
    const slot = this.#slot(hash);
    if (this.#numbers[slot] === 0) {
      this.size += 1;
      this.#keys[slot] = hash;
      this.#numbers[slot] = this.size;
    }
    return this.#numbers[slot]! - 1;
  }

  /** All hashes, each at its number. */
  hashes(): Uint32Array<ArrayBuffer> {
    const hashes = new Uint32Array(this.size);
    for (const [slot, number] of this.#numbers.entries()) {
      if (number > 0) hashes[number - 1] = this.#keys[slot]!;
    }
    return hashes;
  }

  #slot(hash: number): number {
    let slot = hash & this.#mask;
    while (this.#numbers[slot] !== 0 && this.#keys[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#numbers = new Uint32Array(keys.length * 2);
    this.#mask = keys.length * 2 - 1;
    for (let old = 0; old < keys.length; old += 1) {
      if (numbers[old] === 0) continue;
      const slot = this.#slot(keys[old]!);
      this.#keys[slot] = keys[old]!;
      this.#numbers[slot] = numbers[old]!;
    }
  }
}
