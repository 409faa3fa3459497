import fastq from "fastq";

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

/** How many requests are let in before the event loop looks at its sockets again; more would let what comes meanwhile wait unseen. */
const PER_TURN = 4;

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
  readonly #queue: fastq.queue<Waiting>;
  /** Since when everyone who was let in had waited too long. */
  #late = Infinity;
  /** How long the last one that was let in had waited. */
  #waited = 0;
  #overloaded = false;

  constructor(limits: QueueLimits, now = (): number => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#queue = fastq((waiting: Waiting, done: fastq.done) => {
      // Its work is done in this turn, or goes on when its body has come.
      setImmediate(done, null);
      this.#letIn(waiting);
    }, PER_TURN);
    this.#queue.drain = (): void => {
      this.#late = Infinity;
      this.#overloaded = false;
    };
  }

  /** How many wait. */
  get length(): number {
    return this.#queue.length();
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
    this.#queue.push({ since, answer });
  }

  #refuses(now: number): TurnedAway | undefined {
    if (this.#queue.running() < PER_TURN) return undefined;
    if (this.#queue.length() >= this.#limits.waiting) return "full";
    this.#overloaded ||= now - this.#late > BURST;
    return this.#overloaded && this.#waited > this.#limits.target ? "overloaded" : undefined;
  }

  #letIn({ since, answer }: Waiting): void {
    const now = this.#now();
    this.#waited = now - since;
    this.#late = this.#waited > this.#limits.target ? Math.min(this.#late, now) : Infinity;
    answer(this.#waited > this.#limits.longest ? "late" : undefined);
  }
}
