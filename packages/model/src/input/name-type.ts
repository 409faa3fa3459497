/** What reading a value by code of its own, such as a getter, came to. */
export const UNREADABLE = "unreadable";

/** Of which type a value is, in words that say nothing of the value. */
export function nameType(value: unknown): string {
  if (value === null) return "null";
  try {
    return Array.isArray(value) ? "an array" : `of type ${typeof value}`;
  } catch {
    // A proxy that was revoked.
    return UNREADABLE;
  }
}
