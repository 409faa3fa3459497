import { constants } from "node:os";

/** As a program ends that the system stops because nobody reads what it writes, `| head` for one. */
const BROKEN_PIPE = 128 + constants.signals.SIGPIPE;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

type Signal = (typeof SIGNALS)[number];

function exit(signal: Signal): never {
  process.exit(codeOf(signal));
}

function codeOf(signal: Signal): number {
  return 128 + constants.signals[signal];
}

/** Ends the process when it is interrupted, by an exit on which unfinished work cleans up behind it. */
export function exitWhenInterrupted(): void {
  for (const signal of SIGNALS) process.on(signal, exit);
}

/** Ends the process when nobody reads its output any longer. */
export function exitWhenUnread(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(BROKEN_PIPE);
  });
}

/** From here on an interruption is only told, by the signal: who undoes then what it has done sees to it that the process ends. */
export function undoWhenInterrupted(): AbortSignal {
  const told = new AbortController();
  for (const signal of SIGNALS) {
    process.off(signal, exit);
    process.on(signal, () => {
      process.exitCode = codeOf(signal);
      told.abort();
    });
  }
  return told.signal;
}

/** From here on a service answers what it has begun before it ends. */
export function leaveInterruptsToService(): void {
  for (const signal of SIGNALS) process.off(signal, exit);
}
