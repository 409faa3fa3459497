import { DuckDBDateValue, type DuckDBAppender } from "@duckdb/node-api";
import type { Progress } from "@eslabon/link";
import type { PersonalDataKind } from "@eslabon/personal-data";
import { type Dataset, stepContext } from "../dataset.ts";
import type { Field } from "../fields.ts";
import type { Workbench } from "../workbench.ts";
import { readRows, type BadRow, type GoodRow, type ReadRow } from "./read-rows.ts";
import type { Value } from "./values.ts";

/** What was read: rows of each source, good and bad, and how often each kind of personal data was replaced. */
export interface Loaded {
  readonly rows: Readonly<Record<string, number>>;
  readonly personalData: Readonly<Partial<Record<PersonalDataKind, number>>>;
}

const DAY = 86_400_000;
const PROGRESS_EVERY = 100_000;

/** Reads all sources into the workbench: good rows into `rows`, bad ones into `left_out`. */
export async function loadSources(
  workbench: Workbench,
  dataset: Dataset,
  folder: string,
  progress: Progress,
): Promise<Loaded> {
  const corrected = await dataset.corrections?.load(folder);
  const loader = new Loader(
    await workbench.appender("rows"),
    await workbench.appender("left_out"),
    dataset.fields,
    stepContext(dataset, folder).label,
  );
  for (const source of dataset.sources) {
    await loader.load(source.name, readRows(source, dataset.fields, folder, corrected), progress);
  }
  loader.close();
  corrected?.requireAllUsed();
  await workbench.reject(
    "reading",
    `SELECT _row, 'id used before: ' || id AS reason
     FROM rows QUALIFY row_number() OVER (PARTITION BY id ORDER BY _row) > 1`,
  );
  return { rows: loader.rows, personalData: loader.personalData };
}

class Loader {
  readonly rows: Record<string, number> = {};
  readonly personalData: Partial<Record<PersonalDataKind, number>> = {};
  readonly #good: DuckDBAppender;
  readonly #bad: DuckDBAppender;
  readonly #fields: readonly [string, Field][];
  readonly #label: string;
  #row = 0;

  constructor(
    good: DuckDBAppender,
    bad: DuckDBAppender,
    fields: Readonly<Record<string, Field>>,
    label: string,
  ) {
    this.#good = good;
    this.#bad = bad;
    this.#fields = Object.entries(fields);
    this.#label = label;
  }

  async load(source: string, rows: AsyncIterable<ReadRow>, progress: Progress): Promise<void> {
    let count = 0;
    for await (const row of rows) {
      if ("problem" in row) this.#addBad(source, row);
      else this.#addGood(source, row);
      if (++count % PROGRESS_EVERY === 0) progress(`reading ${source}: ${count} rows`);
    }
    progress(`read ${source}: ${count} rows`);
    this.rows[source] = count;
  }

  close(): void {
    this.#good.closeSync();
    this.#bad.closeSync();
  }

  #addGood(source: string, row: GoodRow): void {
    this.#startRow(this.#good, source, row.line);
    this.#good.appendNull();
    this.#good.appendBoolean(row.corrected.includes(this.#label));
    this.#good.appendVarchar(`${source}:${row.id}`);
    for (const [name, field] of this.#fields) appendValue(this.#good, field, row.values[name] ?? null);
    this.#good.endRow();
    for (const kind of row.personalData) this.personalData[kind] = (this.personalData[kind] ?? 0) + 1;
  }

  #addBad(source: string, row: BadRow): void {
    this.#startRow(this.#bad, source, row.line);
    this.#bad.appendVarchar(`${source}:${row.id}`);
    this.#bad.appendVarchar("reading");
    this.#bad.appendVarchar(row.problem);
    this.#bad.appendNull();
    this.#bad.endRow();
  }

  #startRow(appender: DuckDBAppender, source: string, line: number): void {
    appender.appendInteger(++this.#row);
    appender.appendVarchar(source);
    appender.appendInteger(line);
  }
}

function appendValue(appender: DuckDBAppender, field: Field, value: Value): void {
  if (value === null) appender.appendNull();
  else if (typeof value === "number") appender.appendDouble(value);
  else if (field.kind === "date") appender.appendDate(new DuckDBDateValue(Date.parse(value) / DAY));
  else appender.appendVarchar(value);
}
