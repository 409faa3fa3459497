import { setTimeout } from "node:timers/promises";

/** Waits for something, but not longer than so many milliseconds. */
export async function within(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  const done = new AbortController();
  const timeout = setTimeout(milliseconds, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([work, timeout]);
  done.abort();
}
