import type { EslabonError } from "@eslabon/link";

/**
 * What an input holds under a name. A getter is code of the caller's own, which may throw.
 *
 * @param unreadable the error for that
 */
export function readProperty(input: unknown, name: string, unreadable: () => EslabonError): unknown {
  if (typeof input !== "object" || input === null) return undefined;
  try {
    return (input as Readonly<Record<string, unknown>>)[name];
  } catch {
    throw unreadable();
  }
}
