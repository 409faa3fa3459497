import type { Manifest } from "@eslabon/model";

/** Of the request line and all headers together, in bytes. */
export const HEADER_BYTES = 16_384;

/** How long a request may take to arrive, in milliseconds; overdue ones are looked for every few seconds. */
export const REQUEST_TIMEOUT = 10_000;
export const TIMEOUT_CHECK_INTERVAL = 2_000;

/** How long a connection may be silent within a request, and between two, in milliseconds. The latter is longer than load balancers' 60 s. */
export const SILENCE_TIMEOUT = 30_000;
export const KEEP_ALIVE_TIMEOUT = 72_000;

/** How long stopping waits for the last request of each open connection, in milliseconds. */
export const LAST_REQUESTS = 1_000;

/** How long stopping waits for running requests, in milliseconds. */
export const STOP_TIMEOUT = 10_000;

/** How long a batch may take to be answered and read, in milliseconds. */
export const BATCH_TIMEOUT = 60_000;

/** One UTF-16 unit has up to six bytes in JSON: “ñ” may be sent as \u00f1. */
const BYTES_PER_UNIT = 6;
const BYTES_AROUND = 1_024;
/** Of an additional field's value, in UTF-16 units, with what stands around it and its name. */
const FIELD_UNITS = 256;

/** The longest body that can hold a text and the fields that the model reads, in bytes. */
export function bodyBytes({ limits, fields }: Pick<Manifest, "limits" | "fields">): number {
  const units = (fields.extra ?? []).map(({ name }) => name.length + FIELD_UNITS);
  return units.reduce((sum, of) => sum + of, limits.textLength) * BYTES_PER_UNIT + BYTES_AROUND;
}
