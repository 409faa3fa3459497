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

/** How many requests are let in before the event loop looks at its sockets again: more would let what comes meanwhile wait unseen. */
const PER_TURN = 16;

/** For how long others are let in after the first one, where each takes its time; in milliseconds. Node takes one new connection in each turn. */
const TURN = 10;

/** For how long everyone may wait too long before it is more than a burst, or than a moment without a CPU; in milliseconds: the interval of RFC 8289. */
const BURST = 100;

/**
 * Lets requests in one after the other, and turns away at once those that would wait too long: when for a while nobody has waited less, it is
 * the wait and not the length that says how much is too much (Nichols and Jacobson, RFC 8289, “CoDel”). Whoever comes last is turned away,
 * and not who has waited already: they learn of it at once.
 */
export class AdmissionQueue {
  readonly #limits: QueueLimits;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  /** How many of those who wait are about to be let in. */
  #called = 0;
  /** How many were let in since the event loop looked at its sockets. */
  #letIn = 0;
  /** When the first of them was. */
  #turnBegan = 0;
  /** Since when everyone who was let in had waited too long. */
  #late = Infinity;
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
    this.#callNext();
  }

  #refuses(now: number): TurnedAway | undefined {
    if (this.#hasPlace(now)) return undefined;
    if (this.#waiting.length >= this.#limits.waiting) return "full";
    this.#overloaded ||= now - this.#late > BURST;
    return this.#overloaded && this.#waited > this.#limits.target ? "overloaded" : undefined;
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
    this.#late = this.#waited > this.#limits.target ? Math.min(this.#late, now) : Infinity;
    answer(this.#waited > this.#limits.longest ? "late" : undefined);
  }

  readonly #nextTurn = (): void => {
    this.#letIn = 0;
    if (this.#waiting.length > 0) return;
    this.#late = Infinity;
    this.#overloaded = false;
  };

  /** Each by an immediate of its own: Node does all that one has begun, also when its body is read, before the time is looked at for the next. */
  #callNext(): void {
    if (this.#called === Math.min(this.#waiting.length, PER_TURN)) return;
    this.#called += 1;
    setImmediate(this.#letInNext);
  }

  readonly #letInNext = (): void => {
    this.#called -= 1;
    if (this.#hasPlace(this.#now())) this.#admit(this.#waiting.shift()!);
    this.#callNext();
  };
}
