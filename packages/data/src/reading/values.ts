import { type PersonalDataKind, scrub } from "@eslabon/personal-data";
import type { Field } from "../fields.ts";
import { tidy } from "./tidy.ts";

/** What a field holds in a clean row: dates are `YYYY-MM-DD`. */
export type Value = string | number | null;

/** A value read from a source, or what is wrong with it. */
export type Reading =
  | { readonly value: Value; readonly personalData?: readonly PersonalDataKind[] }
  | { readonly problem: string };

/** Reads what a source holds under a name as what the dataset's field says it is. */
export function readValue(name: string, field: Field, raw: unknown): Reading {
  const reading = readers[field.kind](raw, field);
  if ("problem" in reading) return { problem: `${name}: ${reading.problem}` };
  return reading.value === null && field.required ? { problem: `${name}: no ${field.kind}` } : reading;
}

const readers: Readonly<Record<Field["kind"], (raw: unknown, field: Field) => Reading>> = {
  text: readText,
  label: readName,
  category: readName,
  number: readNumber,
  date: readDate,
};

function readText(raw: unknown, field: Field): Reading {
  if (raw === null || raw === undefined) return { value: null };
  if (typeof raw !== "string") return { problem: `${typeof raw} instead of a text` };
  if (field.maxLength && raw.length > field.maxLength) {
    return { problem: `${raw.length} characters, ${field.maxLength} at most` };
  }
  const tidied = tidy(raw);
  if (!/[\p{L}\p{N}]/u.test(tidied)) return { value: null };
  const { text, kinds } = scrub(tidied);
  return { value: text, personalData: kinds };
}

function readName(raw: unknown): Reading {
  if (raw === null || raw === undefined) return { value: null };
  if (typeof raw !== "string" && typeof raw !== "number")
    return { problem: `${typeof raw} instead of a name` };
  return { value: tidy(String(raw)) || null };
}

function readNumber(raw: unknown): Reading {
  if (typeof raw === "number") return { value: raw };
  const text = asText(raw);
  if (text === "") return { value: null };
  const value = Number(text.includes(".") ? text : text.replace(",", "."));
  return Number.isFinite(value) ? { value } : { problem: "not a number" };
}

function readDate(raw: unknown): Reading {
  const text = raw instanceof Date ? raw.toISOString() : asText(raw);
  if (text === "") return { value: null };
  const [, year, month, day] = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:$|[T ])/u.exec(text) ?? [];
  const value = `${year}-${month}-${day}`;
  return isDay(value) ? { value } : { problem: "not a date with the year first" };
}

/** What a number or date is spelled as; anything but a string is no spelling, and comes out as what it is not. */
function asText(raw: unknown): string {
  if (raw === null || raw === undefined) return "";
  return typeof raw === "string" || typeof raw === "bigint" ? String(raw).trim() : typeof raw;
}

/** February 30th would come back as March 1st or 2nd. */
function isDay(value: string): boolean {
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}
