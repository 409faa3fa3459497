import { dataErrors } from "../errors.ts";
import { readLines } from "./lines.ts";
import { readRecords } from "./records.ts";
import { oneFile, type Source, type SourceOptions, type SourceRow } from "./source.ts";

export interface CsvOptions extends SourceOptions {
  /** What stands between two values. Default: `,`. */
  readonly delimiter?: string;
  /** Any name of the WHATWG Encoding standard, such as `windows-1252`. Default: `utf-8`. */
  readonly encoding?: string;
}

/** A file of comma-separated values (RFC 4180) whose first line names the columns. */
export function csv(path: string, options: CsvOptions): Source {
  const { delimiter = ",", encoding = "utf-8" } = options;
  return oneFile(path, options, true, (file) => readCsv(file, delimiter, encoding));
}

async function* readCsv(path: string, delimiter: string, encoding: string): AsyncGenerator<SourceRow> {
  let columns: readonly string[] | undefined;
  for await (const record of readRecords(readLines(path, encoding), delimiter)) {
    if ("problem" in record) yield record;
    else if (columns) yield nameCells(columns, record.cells, record.line);
    else columns = record.cells.map((cell) => cell.trim());
  }
  if (!columns) throw dataErrors.DATA_FILE_UNREADABLE(path, "it has no header line");
}

function nameCells(columns: readonly string[], cells: readonly string[], line: number): SourceRow {
  if (cells.length !== columns.length) {
    return { line, problem: `${columns.length} values expected, ${cells.length} found` };
  }
  return { line, values: Object.fromEntries(columns.map((column, index) => [column, cells[index]])) };
}
