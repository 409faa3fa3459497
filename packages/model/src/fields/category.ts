import { nameType } from "../input/name-type.ts";
import type { Reading } from "./read-value.ts";

/** Of a category's name, in UTF-16 units. */
export const LONGEST_CATEGORY = 200;

/** One of few names. A number or a boolean is taken by its text; a blank name is none. */
export function readCategory(value: unknown): Reading<string> {
  if (!isName(value)) return { problem: nameType(value) };
  const text = String(value);
  if (text.length > LONGEST_CATEGORY) return { problem: `one of ${text.length} characters` };
  return { value: text.normalize("NFC").trim() || null };
}

function isName(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
