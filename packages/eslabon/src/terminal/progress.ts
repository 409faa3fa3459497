import { clearLine, cursorTo } from "node:readline";
import type { Progress } from "@eslabon/chain";

const EVERY = 2000;

/** Says on standard error how far a piece of work is: in place on a terminal, now and then a plain line elsewhere. */
export interface ShownProgress extends Disposable {
  readonly say: Progress;
  end(): void;
}

export function showProgress(quiet: boolean): ShownProgress {
  let say: Progress;
  if (quiet) say = () => undefined;
  else say = process.stderr.isTTY ? sayInPlace : sayNowAndThen();
  const end = (): void => {
    if (!quiet && process.stderr.isTTY) clear();
  };
  return { say, end, [Symbol.dispose]: end };
}

function sayInPlace(message: string): void {
  clear();
  process.stderr.write(message.slice(0, process.stderr.columns - 1));
}

function sayNowAndThen(): Progress {
  let last = 0;
  return (message) => {
    if (performance.now() - last < EVERY && last > 0) return;
    last = performance.now();
    process.stderr.write(`${message}\n`);
  };
}

function clear(): void {
  cursorTo(process.stderr, 0);
  clearLine(process.stderr, 0);
}
