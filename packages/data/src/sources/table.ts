import { resolve } from "node:path";
import { dataErrors } from "../errors.ts";
import { tidy } from "../reading/tidy.ts";
import { csv, type CsvOptions } from "./csv.ts";

/**
 * The rows of a small CSV file that a person keeps, such as a reference table: every row must be right.
 *
 * @throws EslabonError `DATA_FILE_UNREADABLE`, also for a bad row, which it names; `DATA_COLUMN_MISSING`.
 */
export async function* readTable(
  path: string,
  columns: readonly string[],
  format: Pick<CsvOptions, "delimiter" | "encoding">,
  folder: string,
): AsyncGenerator<Record<string, string>> {
  for await (const row of csv(path, { ...format, fields: {} }).read(folder)) {
    if ("problem" in row)
      throw dataErrors.DATA_FILE_UNREADABLE(resolve(folder, path), `line ${row.line}: ${row.problem}`);
    for (const column of columns) {
      if (!(column in row.values))
        throw dataErrors.DATA_COLUMN_MISSING(path, column, Object.keys(row.values));
    }
    yield Object.fromEntries(columns.map((column) => [column, tidy(row.values[column] as string)]));
  }
}
