import { join } from "node:path";
import { chainErrors, scratchFolder } from "@eslabon/link";
import { seededRandom, shuffle } from "../random.ts";
import { Reservoir } from "./reservoir.ts";
import type { KeptRow } from "./row-bytes.ts";
import { Spool, type SpooledRows } from "./spool.ts";

/** Rows that are too many for memory. */
export interface AsideRows {
  /** Those to learn. */
  readonly spooled: SpooledRows;
  /** A random sample of them all that nobody learns, to judge by. */
  readonly heldOut: readonly KeptRow[];
}

/** So many rows tell a temperature, a threshold and an accuracy well enough. */
const MOST_HELD_OUT = 2000;
/** The part of the rows that is held out, at most. */
const HELD_OUT = 1 / 20;

/** Puts rows into a file in a scratch folder, which goes when this is disposed of, and holds some of them out. */
export class RowsAside implements Disposable {
  readonly #scratch: Disposable;
  readonly #spool: Spool;
  readonly #random = seededRandom(1);
  readonly #sample = new Reservoir<KeptRow>(MOST_HELD_OUT, this.#random);
  #count = 0;

  private constructor(scratch: Disposable, spool: Spool) {
    this.#scratch = scratch;
    this.#spool = spool;
  }

  /** @throws EslabonError `CHAIN_WRITE_FAILED` */
  static async open(): Promise<RowsAside> {
    const scratch = await scratchFolder("model").catch((cause: unknown) => {
      throw chainErrors.CHAIN_WRITE_FAILED("the folder for temporary files", cause as Error);
    });
    try {
      return new RowsAside(scratch, new Spool(join(scratch.path, "rows")));
    } catch (error) {
      scratch[Symbol.dispose]();
      throw error;
    }
  }

  /** @throws EslabonError `CHAIN_WRITE_FAILED` */
  add(row: KeptRow): void {
    this.#count += 1;
    const dropped = this.#sample.add(row);
    if (dropped) this.#spool.add(dropped);
  }

  /**
   * @param certain rows that are to be learnt in any case
   * @throws EslabonError `CHAIN_WRITE_FAILED`
   */
  end(certain: readonly KeptRow[]): AsideRows {
    const order = Uint32Array.from(this.#sample.items.keys());
    shuffle(order, order.length, this.#random);
    const sample = Array.from(order, (place) => this.#sample.items[place]!);
    const heldOut = Math.floor(this.#count * HELD_OUT);
    for (const row of [...sample.slice(heldOut), ...certain]) this.#spool.add(row);
    return { spooled: this.#spool.end(), heldOut: sample.slice(0, heldOut) };
  }

  [Symbol.dispose](): void {
    // Some systems remove no file that is open.
    this.#spool[Symbol.dispose]();
    this.#scratch[Symbol.dispose]();
  }
}
