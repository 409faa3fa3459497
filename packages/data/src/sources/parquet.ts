import { access } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { dataErrors } from "../errors.ts";
import type { Source, SourceOptions, SourceRow } from "./source.ts";

/** An Apache Parquet file. */
export function parquet(path: string, options: SourceOptions): Source {
  return {
    name: basename(path),
    files: [path],
    id: options.id,
    fields: options.fields,
    tabular: true,
    read: (folder) => readParquet(resolve(folder, path)),
  };
}

async function* readParquet(path: string): AsyncGenerator<SourceRow> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  let line = 0;
  try {
    await access(path);
    const result = await connection.stream("SELECT * FROM read_parquet($path)", { path });
    for await (const rows of result.yieldRowObjectJson()) {
      for (const values of rows) yield { line: ++line, values };
    }
  } catch (error) {
    throw dataErrors.DATA_FILE_UNREADABLE(path, (error as Error).message);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
