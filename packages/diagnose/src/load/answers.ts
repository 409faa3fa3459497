import type { Failed } from "../observation.ts";
import { readTiming } from "../parts.ts";
import { Samples } from "../samples.ts";

/** What came back from a load. */
export class Answers {
  readonly samples = new Samples();
  /** All answers. */
  count = 0;
  /** Answers with 200, of which those that did not say where their time went are no samples. */
  good = 0;
  connections = 0;
  timeouts = 0;
  readonly #statuses: Record<string, number> = {};

  /** @param total in milliseconds */
  add(status: number, timing: string | undefined, total: number): void {
    this.count += 1;
    if (status !== 200) {
      this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
      return;
    }
    this.good += 1;
    const times = readTiming(timing, total);
    if (times) this.samples.add(times);
  }

  get failed(): Failed {
    return { statuses: { ...this.#statuses }, connections: this.connections, timeouts: this.timeouts };
  }
}

/** How a load went. */
export interface Loaded {
  readonly answers: Answers;
  readonly seconds: number;
  /** How much of that time this program was at work, from 0 to 1. */
  readonly clientBusy: number;
}
