/** A power of two. */
const BUCKETS = 256;

/**
 * Puts probabilities in order, the highest first, equal ones as they were: as an array's own `sort` does. A sort by comparisons spends most of its
 * time on those that a processor guesses wrongly, which are one in two. So they are dealt out first, by what is nearly their logarithm, and few are left
 * to be compared: a tenth of the time of objects that are sorted.
 */
export class Ranking {
  readonly #order: Uint32Array;
  readonly #buckets: Uint32Array;
  /** Where each bucket begins, and while they are dealt out, where its next one goes. */
  readonly #starts = new Uint32Array(BUCKETS);

  constructor(count: number) {
    this.#order = new Uint32Array(count);
    this.#buckets = new Uint32Array(count);
  }

  /** The places of these probabilities, the highest one's first; of use until the next call. */
  of(probabilities: Float64Array): Uint32Array {
    this.#deal(probabilities);
    insertAll(this.#order, probabilities);
    return this.#order;
  }

  #deal({ buffer, byteOffset, length }: Float64Array): void {
    const order = this.#order;
    const buckets = this.#buckets;
    const starts = this.#starts;
    // The upper half of a positive number of 64 bits is an exponent and the first digits after it, which together grow with the number.
    const halves = new Uint32Array(buffer, byteOffset, length * 2);
    let [least, most] = [0xffff_ffff, 0];
    for (let at = 1; at < halves.length; at += 2) {
      if (halves[at]! < least) least = halves[at]!;
      if (halves[at]! > most) most = halves[at]!;
    }
    const shift = Math.max(0, 32 - Math.clz32(most - least) - Math.log2(BUCKETS));
    starts.fill(0);
    for (let number = 0; number < length; number += 1) {
      const bucket = (most - halves[number * 2 + 1]!) >>> shift;
      buckets[number] = bucket;
      starts[bucket]! += 1;
    }
    let before = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const size = starts[bucket]!;
      starts[bucket] = before;
      before += size;
    }
    for (let number = 0; number < length; number += 1) order[starts[buckets[number]!]!++] = number;
  }
}

/** Few have to go far. */
function insertAll(order: Uint32Array, scores: Float64Array): void {
  for (let place = 1; place < order.length; place += 1) {
    const number = order[place]!;
    const score = scores[number]!;
    let free = place;
    while (free > 0 && scores[order[free - 1]!]! < score) {
      order[free] = order[free - 1]!;
      free -= 1;
    }
    order[free] = number;
  }
}
