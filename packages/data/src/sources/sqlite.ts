import { access } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { dataErrors } from "../errors.ts";
import { oneFile, type Source, type SourceOptions, type SourceRow } from "./source.ts";

export interface SqliteOptions extends SourceOptions {
  /** What to read. Order it, so that the same database gives the same dataset. */
  readonly query: string;
}

/** A query on a SQLite database, which is opened for reading only. A row's line is its place in the result. */
export function sqlite(path: string, options: SqliteOptions): Source {
  return oneFile(path, options, true, (file) => readSqlite(file, options.query));
}

async function* readSqlite(path: string, query: string): AsyncGenerator<SourceRow> {
  await access(path).catch((error: unknown) => {
    throw dataErrors.DATA_FILE_UNREADABLE(path, (error as Error).message);
  });
  const database = new DatabaseSync(path, { readOnly: true });
  let line = 0;
  try {
    for (const values of database.prepare(query).iterate()) yield { line: ++line, values };
  } catch (error) {
    throw dataErrors.DATA_DATABASE_FAILED(path, (error as Error).message, error);
  } finally {
    database.close();
  }
}
