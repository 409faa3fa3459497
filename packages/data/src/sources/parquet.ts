import { access } from "node:fs/promises";
import { dataErrors } from "../errors.ts";
import { oneFile, type Source, type SourceOptions, type SourceRow } from "./source.ts";

/** An Apache Parquet file. */
export function parquet(path: string, options: SourceOptions): Source {
  return oneFile(path, options, true, readParquet);
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
