/** How many different names are counted, and how many of them kept. */
const MOST_COUNTED = 100_000;
const MOST_KEPT = 1000;
/** What only one row has says no more than its text does, and may say who it is. */
const FEWEST_ROWS = 2;

/** Finds the names that come again. */
export class FrequentNames {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    const count = this.#counts.get(name);
    if (count !== undefined || this.#counts.size < MOST_COUNTED) this.#counts.set(name, (count ?? 0) + 1);
  }

  /** The most frequent ones, sorted by code unit. */
  names(): string[] {
    return [...this.#counts]
      .filter(([, count]) => count >= FEWEST_ROWS)
      .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1))
      .slice(0, MOST_KEPT)
      .map(([name]) => name)
      .sort();
  }
}
