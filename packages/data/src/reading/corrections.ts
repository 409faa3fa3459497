import { dataErrors } from "../errors.ts";
import type { CsvOptions } from "../sources/csv.ts";
import { readTable } from "../sources/table.ts";

export interface CorrectionsOptions extends Pick<CsvOptions, "delimiter" | "encoding"> {
  /** The column with the name of the row's source: `expedientes_2024.csv`. */
  readonly source: string;
  /** The column with the row's id in that source. */
  readonly id: string;
  /** Field of the dataset → column with its right value; an empty cell leaves the field as it is. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A file of rows that people found wrong, with the right values. */
export interface Corrections {
  readonly files: readonly string[];
  load(folder: string): Promise<Corrected>;
}

const MOST_NAMED = 10;

/**
 * The manual work: a CSV file, kept in git, of rows that people found wrong and their right values. They take the place of
 * the source's values before anything else is done with the row.
 */
export function corrections(path: string, options: CorrectionsOptions): Corrections {
  const { source, id, fields, ...format } = options;
  return {
    files: [path],
    async load(folder) {
      const corrected = new Corrected(path);
      for await (const entry of readTable(path, [source, id, ...Object.values(fields)], format, folder)) {
        const values = Object.entries(fields).map(([field, column]) => [field, entry[column]] as const);
        corrected.add(entry[source]!, entry[id]!, Object.fromEntries(values.filter(([, value]) => value)));
      }
      return corrected;
    },
  };
}

/** The right values by row, and which of the rows have been met. */
export class Corrected {
  readonly #path: string;
  readonly #rows = new Map<string, Readonly<Record<string, string | undefined>>>();
  readonly #unused = new Set<string>();

  constructor(path: string) {
    this.#path = path;
  }

  add(source: string, id: string, values: Readonly<Record<string, string | undefined>>): void {
    const row = `${source}:${id}`;
    this.#rows.set(row, { ...this.#rows.get(row), ...values });
    this.#unused.add(row);
  }

  of(source: string, id: string): Readonly<Record<string, string | undefined>> | undefined {
    const row = `${source}:${id}`;
    this.#unused.delete(row);
    return this.#rows.get(row);
  }

  /** @throws EslabonError `DATA_CORRECTION_UNMATCHED` when a correction names a row that no source had. */
  requireAllUsed(): void {
    if (this.#unused.size === 0) return;
    throw dataErrors.DATA_CORRECTION_UNMATCHED(this.#path, [...this.#unused].slice(0, MOST_NAMED));
  }
}
