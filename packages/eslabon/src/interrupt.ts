import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

function exit(signal: (typeof SIGNALS)[number]): never {
  process.exit(128 + constants.signals[signal]);
}

/** Ends the process when it is interrupted, by an exit on which unfinished work cleans up behind it. */
export function exitWhenInterrupted(): void {
  for (const signal of SIGNALS) process.on(signal, exit);
}

/** From here on a service answers what it has begun before it ends. */
export function leaveInterruptsToService(): void {
  for (const signal of SIGNALS) process.off(signal, exit);
}
