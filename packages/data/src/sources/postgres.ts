import { dataErrors } from "../errors.ts";
import type { Source, SourceOptions, SourceRow } from "./source.ts";

export interface PostgresOptions extends SourceOptions {
  /** The environment variable that holds the connection string: `postgres://user:password@host/database`. */
  readonly url: string;
  /** What to read. Order it, so that the same database gives the same dataset. */
  readonly query: string;
}

/** A query on a PostgreSQL database, read in batches by a cursor. A row's line is its place in the result. */
export function postgres(name: string, options: PostgresOptions): Source {
  return {
    name,
    files: [],
    id: options.id,
    fields: options.fields,
    tabular: true,
    read: () => readPostgres(name, options),
  };
}

async function* readPostgres(name: string, options: PostgresOptions): AsyncGenerator<SourceRow> {
  const connectionString = process.env[options.url];
  if (!connectionString) throw dataErrors.DATA_VARIABLE_MISSING(options.url, name);
  const [{ default: pg }, { default: QueryStream }] = await Promise.all([
    import("pg"),
    import("pg-query-stream"),
  ]);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  let line = 0;
  try {
    await client.connect();
    const rows = client.query(new QueryStream(options.query, [], { batchSize: 1000 })) as AsyncIterable<
      Record<string, unknown>
    >;
    for await (const values of rows) yield { line: ++line, values };
  } catch (error) {
    throw dataErrors.DATA_DATABASE_FAILED(name, reason(error), error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A refused connection is an AggregateError, one for each address tried, with an empty message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map((each) => (each as Error).message).join("; ");
  return (error as Error).message;
}
