import { basename, resolve } from "node:path";

/** A row as its source holds it, or the reason why it cannot be one. */
export type SourceRow =
  | { readonly line: number; readonly values: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly problem: string };

/** Where rows come from: a file or a query, and which of its columns are the dataset's fields. */
export interface Source {
  /** Short and unique in the dataset: a file's own name. Corrections and reports name rows by it. */
  readonly name: string;
  /** The files that it reads, relative to the dataset's folder: when they change, the dataset is out of date. */
  readonly files: readonly string[];
  /** The column that names a row for good; without one, its line does. */
  readonly id: string | undefined;
  /** Field of the dataset → column of the source. A dot reaches into nested objects: `assigned.trade`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether every row has every column, so that the first row tells if one is missing. */
  readonly tabular: boolean;
  /** The rows one after the other, never all at once. Paths are relative to `folder`. */
  read(folder: string): AsyncIterable<SourceRow>;
}

/** The source that one file is: named by the file's own name, read from where the dataset's folder is. */
export function oneFile(
  path: string,
  { id, fields }: SourceOptions,
  tabular: boolean,
  read: (path: string) => AsyncIterable<SourceRow>,
): Source {
  return {
    name: basename(path),
    files: [path],
    id,
    fields,
    tabular,
    read: (folder) => read(resolve(folder, path)),
  };
}

/** What every kind of source is told. */
export interface SourceOptions {
  /** Field of the dataset → column of the source; fields that are not listed are left empty. */
  readonly fields: Readonly<Record<string, string>>;
  /** The column that names a row for good. Without it rows are named by their line, which changes when lines are inserted. */
  readonly id?: string;
}
