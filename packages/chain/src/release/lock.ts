import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { releaseErrors } from "../errors.ts";

/** A process that has not said for so long that it lives was killed. */
const STALE = 10_000;
const UPDATE = 1000;
const POLL = 250;

/**
 * Lets one process at a time work on a link's release. Of one that was killed the lock is taken over when it is stale; one that lives is known by
 * the lock's time, which it sets again and again.
 *
 * @throws EslabonError `RELEASE_BUSY`; and whatever `work` throws.
 */
export async function whileLocked<T>(folder: string, link: string, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(folder, link);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function takeLock(folder: string, link: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  const seen = await timeOf(file);
  for (;;) {
    try {
      return await lock(folder, { lockfilePath: file, stale: STALE, update: UPDATE });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    const now = await timeOf(file);
    if (seen !== undefined && now !== undefined && now > seen) throw releaseErrors.RELEASE_BUSY(link);
    if (seen === undefined) return takeLock(folder, link);
    await setTimeout(POLL);
  }
}

async function timeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
