import { clearLine, cursorTo } from "node:readline";
import type { Progress } from "@eslabon/link";

const EVERY = 2000;
/** Where a terminal does not say how wide it is. */
const NARROW = 80;

/** Says on standard error how far a piece of work is: in place on a terminal, now and then a plain line elsewhere. */
export interface ShownProgress extends Disposable {
  readonly say: Progress;
  /** The work is done: what stays on the screen. */
  readonly end: (message: string) => void;
}

export function showProgress(title: string, quiet: boolean): ShownProgress {
  if (quiet) return { say: () => undefined, end: () => undefined, [Symbol.dispose]: () => undefined };
  const line = process.stderr.isTTY ? new LineInPlace() : new PlainLines();
  return {
    say: (message) => line.show(`${title}: ${message}`),
    end: (message) => line.finish(`${title}: ${message}`),
    [Symbol.dispose]: () => line.clear(),
  };
}

class LineInPlace {
  show(text: string): void {
    this.clear();
    process.stderr.write(text.slice(0, (process.stderr.columns || NARROW) - 1));
  }

  finish(text: string): void {
    this.clear();
    process.stderr.write(`${text}\n`);
  }

  clear(): void {
    cursorTo(process.stderr, 0);
    clearLine(process.stderr, 0);
  }
}

class PlainLines {
  #last = -EVERY;

  show(text: string): void {
    if (performance.now() - this.#last < EVERY) return;
    this.#last = performance.now();
    this.finish(text);
  }

  finish(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  clear(): void {
    this.#last = -EVERY;
  }
}
