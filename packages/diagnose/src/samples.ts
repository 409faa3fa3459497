import { PARTS, type Times } from "./parts.ts";

const NAMES = ["total", ...PARTS] as const;
const FIRST_ROOM = 1024;

/** The times of many requests, kept as plain numbers: a loaded service answers a hundred thousand in ten seconds. */
export class Samples {
  #values = new Float64Array(FIRST_ROOM * NAMES.length);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(times: Times): void {
    if ((this.#count + 1) * NAMES.length > this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    for (const [index, name] of NAMES.entries()) {
      this.#values[this.#count * NAMES.length + index] = times[name];
    }
    this.#count += 1;
  }

  /** Mean times of the requests of these ranks when they are sorted by their total; `to` is exclusive. */
  meanOf(ranks: Uint32Array, from: number, to: number): Times {
    const sums = NAMES.map((_, index) => {
      let sum = 0;
      for (let rank = from; rank < to; rank += 1) sum += this.#values[ranks[rank]! * NAMES.length + index]!;
      return sum / (to - from);
    });
    return Object.fromEntries(NAMES.map((name, index) => [name, sums[index]!])) as Times;
  }

  /** The requests by one of their times, the shortest first. */
  ranked(by: keyof Times): Uint32Array {
    const column = NAMES.indexOf(by);
    const values = this.#values;
    return Uint32Array.from({ length: this.#count }, (_, index) => index).sort(
      (a, b) => values[a * NAMES.length + column]! - values[b * NAMES.length + column]!,
    );
  }
}
