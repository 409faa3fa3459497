/** What a queue says of a request that it does not let in. */
export type TurnedAway = "full" | "overloaded" | "late";

type Answer = (turnedAway?: TurnedAway) => void;

interface Waiting {
  readonly since: number;
  readonly answer: Answer;
}

export interface QueueLimits {
  /** How many may wait. */
  readonly waiting: number;
  /** The longest that one may wait, in milliseconds. */
  readonly longest: number;
  /** The longest that one should wait while there is more to do than can be done, in milliseconds. */
  readonly target: number;
}

/**
 * How many requests are let in before the event loop looks at its sockets again: more would let what comes meanwhile wait unseen, and with
 * fewer a dozen callers that always ask again would look like a queue that never ends.
 */
const PER_TURN = 16;

/** For how long it goes on so where the requests take longer than that, in milliseconds. */
const TURN = 10;

/** For how long a queue may stand before it is more than a burst, in milliseconds: the interval of RFC 8289. */
const BURST = 100;

/**
 * Lets requests in one after the other, and turns away at once those that would wait too long: with a queue that has not been empty for a
 * while, it is the wait and not the length that says how much is too much (Nichols and Jacobson, RFC 8289, “CoDel”; with the whole queue's
 * emptiness as the sign, as Maurer has it in “Fail at Scale”, ACM Queue 13(8), 2015). Whoever comes last is turned away, and not who has
 * waited already: they learn of it at once.
 */
export class AdmissionQueue {
  readonly #limits: QueueLimits;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  /** How many were let in since the event loop looked at its sockets. */
  #letIn = 0;
  /** When the first of them was. */
  #turnBegan = 0;
  /** Since when there is always somebody waiting. */
  #standing = Infinity;
  /** How long the last one that was let in had waited. */
  #waited = 0;
  #overloaded = false;

  constructor(limits: QueueLimits, now = (): number => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** How many wait. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Whether there has been more to do than can be done, until now. */
  get isOverloaded(): boolean {
    return this.#overloaded;
  }

  /** Calls back when it is the request's turn, or at once when it may not wait for that. */
  enter(answer: Answer): void {
    const since = this.#now();
    const turnedAway = this.#refuses(since);
    if (turnedAway) {
      answer(turnedAway);
      return;
    }
    if (this.#hasPlace(since)) {
      this.#admit({ since, answer });
      return;
    }
    this.#waiting.push({ since, answer });
    if (this.#standing === Infinity) this.#standing = since;
  }

  #refuses(now: number): TurnedAway | undefined {
    if (this.#hasPlace(now)) return undefined;
    if (this.#waiting.length >= this.#limits.waiting) return "full";
    const stands = now - this.#standing > BURST;
    if (!stands || this.#waited <= this.#limits.target) return undefined;
    this.#overloaded = true;
    return "overloaded";
  }

  #hasPlace(now: number): boolean {
    return this.#letIn === 0 || (this.#letIn < PER_TURN && now - this.#turnBegan < TURN);
  }

  /** Its work is done in this turn, or goes on when its body has come. */
  #admit({ since, answer }: Waiting): void {
    const now = this.#now();
    if (this.#letIn === 0) {
      this.#turnBegan = now;
      setImmediate(this.#nextTurn);
    }
    this.#letIn += 1;
    this.#waited = now - since;
    answer(this.#waited > this.#limits.longest ? "late" : undefined);
  }

  readonly #nextTurn = (): void => {
    this.#letIn = 0;
    if (this.#waiting.length === 0) {
      this.#standing = Infinity;
      this.#overloaded = false;
    }
    while (this.#waiting.length > 0 && this.#hasPlace(this.#now())) this.#admit(this.#waiting.shift()!);
  };
}
