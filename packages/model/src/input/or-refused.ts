import { EslabonError } from "@eslabon/link";

/** What a model answers; undefined where it refuses the input with a known error. */
export function orRefused<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof EslabonError) return undefined;
    throw error;
  }
}
