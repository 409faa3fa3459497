import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { rm } from "node:fs/promises";
import type { Row } from "../sets.ts";

/** DuckDB reads and writes; it is training that is measured. */
const MODEST = { memory_limit: "512MB", threads: "1" };
const ROWS_A_FLUSH = 50_000;

/** Writes the first `count` rows as a Parquet file. Rows wait in a DuckDB file beside it, not in memory. */
export async function writeParquet(path: string, count: number, rows: Iterable<Row>): Promise<void> {
  const waiting = `${path}.duckdb`;
  await withDuckDb(waiting, async (connection) => {
    await connection.run("CREATE TABLE rows (text VARCHAR, label VARCHAR)");
    const appender = await connection.createAppender("rows");
    let appended = 0;
    for (const { text, label } of rows) {
      if (appended === count) break;
      appender.appendVarchar(text);
      appender.appendVarchar(label);
      appender.endRow();
      appended += 1;
      if (appended % ROWS_A_FLUSH === 0) appender.flushSync();
    }
    appender.closeSync();
    await connection.run(`COPY rows TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
  });
  await rm(waiting, { force: true });
}

/** The first `count` rows of a Parquet file, read in batches; again from the start each time it is gone through. */
export function readParquet(path: string, count: number): AsyncIterable<Row> {
  return { [Symbol.asyncIterator]: () => readOnce(path, count) };
}

async function* readOnce(path: string, count: number): AsyncGenerator<Row> {
  const instance = await DuckDBInstance.create(":memory:", MODEST);
  const connection = await instance.connect();
  try {
    const result = await connection.stream(`SELECT text, label FROM read_parquet($path) LIMIT ${count}`, {
      path,
    });
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      const [texts, labels] = chunk.getColumns() as [string[], string[]];
      for (const [index, text] of texts.entries()) yield { text, label: labels[index]! };
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function withDuckDb(
  file: string,
  work: (connection: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const instance = await DuckDBInstance.create(file, MODEST);
  const connection = await instance.connect();
  try {
    await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
