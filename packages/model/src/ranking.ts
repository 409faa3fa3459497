/** So many are put in order by insertion before such runs are merged. */
const RUN = 8;

/**
 * Puts numbers in the order of their scores, the highest first, equal ones as they were: as an array's own `sort` does, without an object for each or a
 * call for each comparison, which takes six times as long.
 */
export class Ranking {
  #order: Uint32Array;
  #spare: Uint32Array;

  constructor(count: number) {
    this.#order = new Uint32Array(count);
    this.#spare = new Uint32Array(count);
  }

  /** The places of these scores, the highest score's first; of use until the next call. */
  of(scores: Float64Array): Uint32Array {
    const { length } = this.#order;
    for (let start = 0; start < length; start += RUN) {
      insertAll(this.#order, start, Math.min(start + RUN, length), scores);
    }
    for (let run = RUN; run < length; run *= 2) {
      for (let start = 0; start < length; start += 2 * run) {
        merge(
          this.#order,
          this.#spare,
          scores,
          start,
          Math.min(start + run, length),
          Math.min(start + 2 * run, length),
        );
      }
      [this.#order, this.#spare] = [this.#spare, this.#order];
    }
    return this.#order;
  }
}

function insertAll(order: Uint32Array, start: number, end: number, scores: Float64Array): void {
  for (let number = start; number < end; number += 1) {
    const score = scores[number]!;
    let place = number;
    while (place > start && scores[order[place - 1]!]! < score) {
      order[place] = order[place - 1]!;
      place -= 1;
    }
    order[place] = number;
  }
}

/** Two neighbouring runs of `from`, from `start` and from `middle` on, become one of `to`. */
function merge(
  from: Uint32Array,
  to: Uint32Array,
  scores: Float64Array,
  start: number,
  middle: number,
  end: number,
): void {
  let [left, right] = [start, middle];
  for (let place = start; place < end; place += 1) {
    const isLeft = right === end || (left < middle && scores[from[left]!]! >= scores[from[right]!]!);
    to[place] = isLeft ? from[left++]! : from[right++]!;
  }
}
