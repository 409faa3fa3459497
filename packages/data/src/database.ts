import { cpus } from "node:os";
import {
  DuckDBInstance,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBValue,
  type Json,
} from "@duckdb/node-api";

interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

/**
 * Opens a DuckDB in a file, beside which it puts what does not fit in its memory. It loads nothing from the network.
 *
 * @param memory the most that it may take, as DuckDB writes it: `2GB`
 */
export async function openDuckDb(file: string, memory: string): Promise<Opened> {
  const instance = await DuckDBInstance.create(file, {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: memory,
    threads: String(Math.max(1, cpus().length)),
  });
  return { instance, connection: await instance.connect() };
}

/** What is done with a DuckDB. */
export class Database implements AsyncDisposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor({ instance, connection }: Opened) {
    this.#instance = instance;
    this.#connection = connection;
  }

  async run(sql: string, values?: Record<string, DuckDBValue>): Promise<void> {
    await this.#connection.run(sql, values);
  }

  /** All rows of a result; only for results that are known to be small. */
  async all<Row = Record<string, Json>>(sql: string, values?: Record<string, DuckDBValue>): Promise<Row[]> {
    const result = await this.#connection.runAndReadAll(sql, values);
    return result.getRowObjectsJson() as Row[];
  }

  async one<Row = Record<string, Json>>(sql: string, values?: Record<string, DuckDBValue>): Promise<Row> {
    const [row] = await this.all<Row>(sql, values);
    if (!row) throw new Error(`no row: ${sql}`);
    return row;
  }

  /** The rows of a result one after the other, over a connection of their own, so that others can write meanwhile. */
  async *each<Row = Record<string, Json>>(sql: string): AsyncGenerator<Row> {
    const connection = await this.#instance.connect();
    try {
      const result = await connection.stream(sql);
      for await (const rows of result.yieldRowObjectJson()) yield* rows as Row[];
    } finally {
      connection.closeSync();
    }
  }

  appender(table: string): Promise<DuckDBAppender> {
    return this.#connection.createAppender(table);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    return Promise.resolve();
  }
}
