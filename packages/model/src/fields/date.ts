import { nameType } from "../input/name-type.ts";
import type { Reading } from "./read-value.ts";

const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?`;
const OFFSET = String.raw`Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?`;
/** A day, or a day with a time, whose offset from UTC may be left out. */
const ISO_8601 = new RegExp(`^(${DAY})(?:[T ]${TIME}(?:${OFFSET})?)?$`, "iu");
const LONGEST = 40;

/** A day or a time in the calendar of ISO 8601. A `Date` is none: it has no offset, so nobody knows which hour it was for its user. */
export function readDate(value: unknown): Reading<string> {
  if (typeof value !== "string") return { problem: nameType(value) };
  return partsOf(value) ? { value } : { problem: "another string" };
}

/** What is read of a date: month and weekday from 1, Monday first; of a time also the hour, where it was written. */
export interface DateParts {
  readonly month: number;
  readonly weekday: number;
  readonly hour?: number;
}

/** `undefined` when it is no date. */
export function partsOf(text: string): DateParts | undefined {
  if (text.length > LONGEST) return undefined;
  const [, day = "", hour] = ISO_8601.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  // February 30th would come back as March 1st or 2nd.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const parts = { month: midnight.getUTCMonth() + 1, weekday: midnight.getUTCDay() || 7 };
  return hour === undefined ? parts : { ...parts, hour: Number(hour) };
}
