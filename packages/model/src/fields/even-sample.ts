/** Enough to cut into a few parts of about equal size. */
const MOST_VALUES = 100_000;

/** Keeps values from all over a list of unknown length, in bounded memory: every one, or every second, fourth … of many. */
export class EvenSample {
  values: number[] = [];
  #seen = 0;
  #step = 1;
  readonly #most: number;

  constructor(most = MOST_VALUES) {
    this.#most = most;
  }

  add(value: number): void {
    if (this.#seen % this.#step === 0) this.values.push(value);
    this.#seen += 1;
    if (this.values.length <= this.#most) return;
    this.values = this.values.filter((_, index) => index % 2 === 0);
    this.#step *= 2;
  }
}
