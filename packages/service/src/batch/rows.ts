import { decodeUtf8, parseJson } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";

/** Reads a row of a batch, and throws what is wrong with it. */
export type ReadRow = () => unknown;

/** Ends a line; part of no other character in UTF-8. */
const LINE_FEED = 0x0a;

/** The rows of a batch, none of which is read yet. */
export interface Rows extends Iterable<ReadRow> {
  readonly form: "array" | "lines";
}

/** @throws EslabonError `SERVICE_BODY_INVALID`, `SERVICE_BATCH_TOO_LONG` */
export function rowsOfArray(array: unknown, most: number): Rows {
  if (!Array.isArray(array)) throw serviceErrors.SERVICE_BODY_INVALID("it is no JSON array");
  if (array.length > most) throw serviceErrors.SERVICE_BATCH_TOO_LONG(most);
  return { form: "array", [Symbol.iterator]: () => array.values().map((row: unknown) => () => row) };
}

/**
 * One row a line, the last of which need not end.
 *
 * @param longest of a line, in bytes
 * @throws EslabonError `SERVICE_BATCH_TOO_LONG`
 */
export function rowsOfLines(body: Buffer, most: number, longest: number): Rows {
  if (linesOf(body).drop(most).next().done !== true) throw serviceErrors.SERVICE_BATCH_TOO_LONG(most);
  const read = (line: Buffer): unknown => {
    if (line.length > longest) throw serviceErrors.SERVICE_BODY_TOO_LARGE(longest);
    return parseJson(decodeUtf8(line));
  };
  return { form: "lines", [Symbol.iterator]: () => linesOf(body).map((line) => () => read(line)) };
}

function* linesOf(body: Buffer): Generator<Buffer, void> {
  for (let start = 0; start < body.length;) {
    const end = body.indexOf(LINE_FEED, start);
    yield body.subarray(start, end === -1 ? undefined : end);
    start = end === -1 ? body.length : end + 1;
  }
}
