import type { Example } from "../example.ts";
import type { Answer, Changes } from "./comparison.ts";
import type { Contestant } from "./contestant.ts";

interface ChangedAnswer {
  readonly example: Example;
  readonly a: Answer;
  readonly b: Answer;
}

/** Collects answers that changed in one way, in bounded memory: those of which B is surest. */
export class ChangedAnswers {
  rows = 0;
  #kept: ChangedAnswer[] = [];
  readonly #most: number;

  /** @param most how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  add(changed: ChangedAnswer): void {
    this.rows += 1;
    this.#kept.push(changed);
    // Now and then is enough, and costs less than keeping the order all the time.
    if (this.#kept.length >= 2 * this.#most) this.#kept = this.#surest();
  }

  /** With the reasons of both, which are asked for only now. */
  explained(a: Contestant, b: Contestant): Changes {
    const kept = this.#surest().map(({ example, ...answers }) => ({
      text: example.text,
      label: example.label,
      a: { ...answers.a, ...a.reasons(example) },
      b: { ...answers.b, ...b.reasons(example) },
    }));
    return { rows: this.rows, kept };
  }

  #surest(): ChangedAnswer[] {
    return this.#kept.toSorted((one, other) => other.b.score - one.b.score).slice(0, this.#most);
  }
}
