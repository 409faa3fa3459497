import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import fastq from "fastq";

/** For how long there is work on batches before the event loop looks at its sockets, in milliseconds. */
const PORTION = 1;

/**
 * Lets work on many texts go on in small portions, one in each turn of the event loop for all batches together: whoever asks about a
 * single text comes between.
 */
export class Turns {
  readonly #isSomebodyWaiting: () => boolean;
  readonly #queue = fastq.promise(async (work: () => unknown[]) => {
    const portion = work();
    await setImmediate();
    return portion;
  }, 1);

  /** @param isSomebodyWaiting whether single requests wait for their turn; then a portion is as small as can be */
  constructor(isSomebodyWaiting: () => boolean) {
    this.#isSomebodyWaiting = isSomebodyWaiting;
  }

  /** What the work gives, one portion after the other. */
  async *portions<T>(work: Iterable<T>): AsyncGenerator<T[], void> {
    const rest = work[Symbol.iterator]();
    // Whoever let the one before end would otherwise be the one for whom it is done.
    const next = AsyncLocalStorage.bind(() => this.#portionOf(rest));
    for (;;) {
      const portion = (await this.#queue.push(next)) as T[];
      if (portion.length === 0) return;
      yield portion;
    }
  }

  #portionOf<T>(rest: Iterator<T>): T[] {
    const end = performance.now() + PORTION;
    const portion: T[] = [];
    do {
      const next = rest.next();
      if (next.done) break;
      portion.push(next.value);
    } while (performance.now() < end && !this.#isSomebodyWaiting());
    return portion;
  }
}
