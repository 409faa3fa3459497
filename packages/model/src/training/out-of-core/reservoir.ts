/** Keeps a random sample of a list of unknown length, each item as probably as any other (Vitter 1985, "Random sampling with a reservoir"). */
export class Reservoir<T> {
  readonly items: T[] = [];
  #seen = 0;
  readonly #most: number;
  readonly #random: () => number;

  constructor(most: number, random: () => number) {
    this.#most = most;
    this.#random = random;
  }

  /** Gives the item that is not, or no longer, in the sample. */
  add(item: T): T | undefined {
    this.#seen += 1;
    if (this.items.length < this.#most) {
      this.items.push(item);
      return undefined;
    }
    const place = Math.floor(this.#random() * this.#seen);
    if (place >= this.#most) return item;
    const before = this.items[place];
    this.items[place] = item;
    return before;
  }
}
