/** How often the watch looks whether the event loop is late, in milliseconds: blocks are told to about this. */
const INTERVAL = 10;

/** Timers are due in whole milliseconds and never come exactly in time: what is not late enough to mean anything. */
const TOLERANCE = 2;

/**
 * Tells how long what is read from a socket has waited in it because the event loop was busy. Nothing says when bytes came, so it
 * is the longest that they can have waited: since the loop turned to its sockets, and as much longer as it was late at that.
 */
export class EventLoopWatch {
  #timer: NodeJS.Timeout | undefined;
  /** When the timer has to come next; never while nothing is watched. */
  #due = Infinity;
  /** How late the loop comes to its sockets in this turn. */
  #late = 0;
  /** When the sockets were turned to, or would have been by a loop that is not late; NaN between two turns. */
  #since = NaN;

  start(): void {
    this.#due = performance.now() + INTERVAL;
    this.#timer ??= setInterval(this.#look, INTERVAL).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#due = Infinity;
  }

  /** In milliseconds, for a request whose head has just been read. */
  waited(now: number): number {
    if (Number.isNaN(this.#since)) {
      // Timers come before sockets: one that is due by now says that a socket's reader has blocked the loop.
      this.#since = now - Math.max(this.#late, this.#lateness(now));
      setImmediate(this.#endTurn);
    }
    return now - this.#since;
  }

  readonly #look = (): void => {
    const now = performance.now();
    this.#late = this.#lateness(now);
    this.#due = now + INTERVAL;
    // What has come meanwhile is read next, and after that nothing is late.
    if (this.#late > 0) setImmediate(this.#endTurn);
  };

  readonly #endTurn = (): void => {
    this.#since = NaN;
    this.#late = 0;
  };

  #lateness(now: number): number {
    const late = now - this.#due;
    return late > TOLERANCE ? late : 0;
  }
}
