/** How many callers are remembered at most; of more, those that were seen first begin anew. */
const MOST_CALLERS = 10_000;

interface Bucket {
  tokens: number;
  /** When `tokens` was right, in milliseconds. */
  at: number;
}

export interface Rate {
  readonly perSecond: number;
  /** As many as in one second unless given, and at least one. */
  readonly burst?: number | undefined;
}

/** Counts each caller's requests: `burst` at once, `perSecond` in the long run (a token bucket). */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    { perSecond, burst = Math.max(1, Math.ceil(perSecond)) }: Rate,
    now = (): number => performance.now(),
  ) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
  }

  /** Counts one request. 0 when it may pass, else how many seconds there is no room for another. */
  take(caller: string): number {
    const bucket = this.#bucketOf(caller);
    const now = this.#now();
    const grown = ((now - bucket.at) / 1000) * this.#perSecond;
    bucket.tokens = Math.min(this.#burst, bucket.tokens + grown);
    bucket.at = now;
    if (bucket.tokens < 1) return (1 - bucket.tokens) / this.#perSecond;
    bucket.tokens -= 1;
    return 0;
  }

  #bucketOf(caller: string): Bucket {
    const known = this.#buckets.get(caller);
    if (known) return known;
    if (this.#buckets.size >= MOST_CALLERS) this.#buckets.delete(this.#buckets.keys().next().value!);
    const bucket = { tokens: this.#burst, at: this.#now() };
    this.#buckets.set(caller, bucket);
    return bucket;
  }
}
