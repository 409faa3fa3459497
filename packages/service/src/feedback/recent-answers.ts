import type { GivenAnswer } from "../events/given-answer.ts";

/** Whatever the number of answers, their texts together have at most so many UTF-16 units. */
const MOST_UNITS = 8_000_000;

/** The last answers, by id. */
export class RecentAnswers {
  readonly #byId = new Map<string, GivenAnswer>();
  /** In turn, the oldest at `#first`: to find the first entry of a map takes the longer the more were deleted before it. */
  readonly #ring: (GivenAnswer | undefined)[];
  #first = 0;
  #count = 0;
  #units = 0;

  constructor(most: number) {
    this.#ring = Array<GivenAnswer | undefined>(most).fill(undefined);
  }

  add(answer: GivenAnswer): void {
    if (this.#count === this.#ring.length) this.#forgetFirst();
    this.#ring[(this.#first + this.#count) % this.#ring.length] = answer;
    this.#count += 1;
    this.#units += unitsOf(answer);
    this.#byId.set(answer.id, answer);
    while (this.#units > MOST_UNITS) this.#forgetFirst();
  }

  find(id: string): GivenAnswer | undefined {
    return this.#byId.get(id);
  }

  #forgetFirst(): void {
    const answer = this.#ring[this.#first]!;
    this.#ring[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#ring.length;
    this.#count -= 1;
    this.#units -= unitsOf(answer);
    // A later answer may have had the same id.
    if (this.#byId.get(answer.id) === answer) this.#byId.delete(answer.id);
  }
}

function unitsOf({ input }: GivenAnswer): number {
  let units = 0;
  for (const value of Object.values(input)) if (typeof value === "string") units += value.length;
  return units;
}
