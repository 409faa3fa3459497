import type { GivenAnswer } from "../events/given-answer.ts";

/** Whatever the number of answers, their texts together have at most so many UTF-16 units. */
const MOST_UNITS = 8_000_000;

/** The last answers, by id. */
export class RecentAnswers {
  readonly #most: number;
  readonly #answers = new Map<string, GivenAnswer>();
  #units = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(answer: GivenAnswer): void {
    this.#delete(answer.id);
    this.#answers.set(answer.id, answer);
    this.#units += unitsOf(answer);
    while (this.#answers.size > this.#most || this.#units > MOST_UNITS) {
      this.#delete(this.#answers.keys().next().value!);
    }
  }

  find(id: string): GivenAnswer | undefined {
    return this.#answers.get(id);
  }

  #delete(id: string): void {
    const known = this.#answers.get(id);
    if (!known) return;
    this.#units -= unitsOf(known);
    this.#answers.delete(id);
  }
}

function unitsOf({ input }: GivenAnswer): number {
  let units = 0;
  for (const value of Object.values(input)) if (typeof value === "string") units += value.length;
  return units;
}
