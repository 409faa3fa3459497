import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { Line } from "./lines.ts";

/** The values of one record of a CSV file, or the reason why there is none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

// A quoted value may hold line breaks; past this many lines its closing quote is taken to be missing.
const MOST_LINES = 100;

/**
 * Lines to records. Where a quote is not closed, or closed in the wrong place, only the line that opened it is bad:
 * the lines after it are read again as records of their own, so that one stray quote never swallows its neighbours.
 */
export async function* readRecords(lines: AsyncIterable<Line>, delimiter: string): AsyncGenerator<CsvRecord> {
  let open: readonly Line[] = [];
  for await (const line of lines) {
    const taken = takeRecords([...open, line], delimiter, MOST_LINES);
    yield* taken.records;
    open = taken.open;
  }
  yield* takeRecords(open, delimiter, 0).records;
}

interface Taken {
  readonly records: readonly CsvRecord[];
  /** The lines of a record whose end is still to come. */
  readonly open: readonly Line[];
}

/** `lines` is one record, whole or still open; when it turns out to be neither, its first line is bad. */
function takeRecords(lines: readonly Line[], delimiter: string, patience: number): Taken {
  const [first, ...others] = lines;
  if (!first) return { records: [], open: [] };
  const { state, cells } = parseRecord(lines, delimiter);
  if (state === "open" && lines.length <= patience) return { records: [], open: lines };
  if (state === "blank") return { records: [], open: [] };
  if (state === "whole") return { records: [{ line: first.line, cells }], open: [] };
  const bad =
    "problem" in first ? first : { line: first.line, problem: "a quote is open or stands where none may" };
  const rest = takeEach(others, delimiter, patience);
  return { records: [bad, ...rest.records], open: rest.open };
}

function takeEach(lines: readonly Line[], delimiter: string, patience: number): Taken {
  const records: CsvRecord[] = [];
  let open: readonly Line[] = [];
  for (const line of lines) {
    const taken = takeRecords([...open, line], delimiter, MOST_LINES);
    records.push(...taken.records);
    open = taken.open;
  }
  if (patience > 0) return { records, open };
  return { records: [...records, ...takeRecords(open, delimiter, 0).records], open: [] };
}

interface Parsed {
  readonly state: "whole" | "blank" | "open" | "malformed";
  readonly cells: readonly string[];
}

function parseRecord(lines: readonly Line[], delimiter: string): Parsed {
  if (lines.some((line) => "problem" in line)) return { state: "malformed", cells: [] };
  const text = lines.map((line) => ("content" in line ? line.content : "")).join("\n");
  if (text.trim() === "") return { state: "blank", cells: [] };
  try {
    return {
      state: "whole",
      cells: parse(text, { delimiter, bom: true, relax_column_count: true })[0] ?? [],
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { state: error.code === "CSV_QUOTE_NOT_CLOSED" ? "open" : "malformed", cells: [] };
  }
}
