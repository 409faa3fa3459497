import { nameType } from "../input/name-type.ts";
import type { Reading } from "./read-value.ts";

/** A finite number. A string is none, whatever it spells: who asks knows what its decimal point is. */
export function readNumber(value: unknown): Reading<number> {
  if (typeof value !== "number") return { problem: nameType(value) };
  return Number.isFinite(value) ? { value } : { problem: "not finite" };
}
