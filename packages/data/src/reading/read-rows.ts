import type { PersonalDataKind } from "@eslabon/personal-data";
import { dataErrors } from "../errors.ts";
import type { Field } from "../fields.ts";
import type { Source, SourceRow } from "../sources/source.ts";
import type { Corrected } from "./corrections.ts";
import { readValue, type Value } from "./values.ts";

/** A row of a source as the dataset wants it, or why it cannot have it. */
export type ReadRow = GoodRow | BadRow;

export interface GoodRow {
  readonly line: number;
  readonly id: string;
  readonly values: Readonly<Record<string, Value>>;
  /** The fields whose value is not the source's, but a person's. */
  readonly corrected: readonly string[];
  readonly personalData: readonly PersonalDataKind[];
}

export interface BadRow {
  readonly line: number;
  readonly id: string;
  readonly problem: string;
}

/**
 * Reads a source row by row: values typed, texts tidied, personal data replaced. Every row of the source comes out, as a
 * good row or as a bad one.
 *
 * @throws EslabonError `DATA_FILE_UNREADABLE`, `DATA_DATABASE_FAILED`, `DATA_VARIABLE_MISSING`; `DATA_COLUMN_MISSING` when a
 * column is in no row.
 */
export async function* readRows(
  source: Source,
  fields: Readonly<Record<string, Field>>,
  folder: string,
  corrected?: Corrected,
): AsyncGenerator<ReadRow> {
  const columns = new Columns(source);
  for await (const row of source.read(folder)) {
    if ("problem" in row) {
      yield { line: row.line, id: `line ${row.line}`, problem: row.problem };
    } else {
      columns.see(row.values);
      yield readRow(source, fields, row, corrected);
    }
  }
  columns.requireAll();
}

function readRow(
  source: Source,
  fields: Readonly<Record<string, Field>>,
  row: Extract<SourceRow, { values: unknown }>,
  corrected?: Corrected,
): ReadRow {
  const { line } = row;
  const id = rowId(source, row);
  const right = corrected?.of(source.name, id);
  const values: Record<string, Value> = {};
  const personalData: PersonalDataKind[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const column = source.fields[name];
    const raw = right?.[name] ?? (column === undefined ? null : pick(row.values, column));
    const reading = readValue(name, field, raw);
    if ("problem" in reading) return { line, id, problem: reading.problem };
    values[name] = reading.value;
    personalData.push(...(reading.personalData ?? []));
  }
  return { line, id, values, corrected: Object.keys(right ?? {}), personalData };
}

function rowId(source: Source, row: Extract<SourceRow, { values: unknown }>): string {
  const id = source.id === undefined ? undefined : pick(row.values, source.id);
  return typeof id === "string" || typeof id === "number" || typeof id === "bigint"
    ? String(id)
    : `line ${row.line}`;
}

/** The value of a column; a dot reaches into nested objects where no column has it in its name. */
function pick(values: Readonly<Record<string, unknown>>, column: string): unknown {
  if (Object.hasOwn(values, column)) return values[column];
  const dot = column.indexOf(".");
  if (dot < 0) return undefined;
  const inner = values[column.slice(0, dot)];
  return typeof inner === "object" && inner !== null
    ? pick(inner as Record<string, unknown>, column.slice(dot + 1))
    : undefined;
}

/** Which of the wanted columns no row has had so far. */
class Columns {
  readonly #source: Source;
  readonly #unseen: Set<string>;
  readonly #present = new Set<string>();

  constructor(source: Source) {
    this.#source = source;
    this.#unseen = new Set([
      ...Object.values(source.fields),
      ...(source.id === undefined ? [] : [source.id]),
    ]);
  }

  see(values: Readonly<Record<string, unknown>>): void {
    if (this.#unseen.size === 0) return;
    for (const column of this.#unseen) if (pick(values, column) !== undefined) this.#unseen.delete(column);
    for (const column of Object.keys(values)) this.#present.add(column);
    if (this.#source.tabular) this.#refuseAbsent(values);
  }

  requireAll(): void {
    const [column] = this.#unseen;
    if (column !== undefined && this.#present.size > 0 && !this.#source.tabular) {
      throw dataErrors.DATA_COLUMN_MISSING(this.#source.name, column, [...this.#present]);
    }
  }

  #refuseAbsent(values: Readonly<Record<string, unknown>>): void {
    for (const column of this.#unseen) {
      if (!Object.hasOwn(values, column)) {
        throw dataErrors.DATA_COLUMN_MISSING(this.#source.name, column, [...this.#present]);
      }
    }
    this.#unseen.clear();
  }
}
