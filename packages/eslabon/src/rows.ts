import {
  category,
  csv,
  date,
  type Field,
  fileSource,
  label,
  number,
  type ReadRow,
  readRows,
  type Source,
  text,
} from "@eslabon/data";
import type { Example, FieldDefinitions } from "@eslabon/model";
import { cliErrors } from "./errors.ts";

interface RowsOptions {
  readonly text: string;
  readonly label: string;
  /** The columns beside them. */
  readonly fields?: FieldDefinitions;
  readonly delimiter?: string;
  readonly encoding?: string;
}

/** The labelled texts of a file; `rejected` fills up while they are read. */
export interface Rows {
  readonly examples: AsyncIterable<Example>;
  readonly rejected: { readonly line: number; readonly reason: string }[];
}

/** Reads a file as a dataset's source is read: texts tidied, personal data replaced, bad rows told apart. */
export function openRows(file: string, options: RowsOptions): Rows {
  const rejected: Rows["rejected"] = [];
  const { fields = {} } = options;
  const source = openSource(file, options);
  const kinds = { text: text(), label: label(), ...describe(fields) };
  async function* examples(): AsyncGenerator<Example> {
    for await (const row of readRows(source, kinds, process.cwd())) {
      if ("problem" in row) rejected.push({ line: row.line, reason: row.problem });
      else yield toExample(row.values, Object.keys(fields));
    }
  }
  return { examples: examples(), rejected };
}

const makers = { category, number, date };

/** A column beside the text may itself be called “text”. */
const keyOf = (name: string): string => `field ${name}`;

function describe(fields: FieldDefinitions): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { type, required = false }]) => [
      keyOf(name),
      makers[type]({ required }),
    ]),
  );
}

function toExample(
  values: Extract<ReadRow, { values: unknown }>["values"],
  names: readonly string[],
): Example {
  const example = { text: String(values.text), label: String(values.label) };
  if (names.length === 0) return example;
  const fields = names.map((name) => [name, values[keyOf(name)] ?? null] as const);
  return {
    ...example,
    fields: Object.fromEntries(
      fields.filter((entry): entry is [string, string | number] => entry[1] !== null),
    ),
  };
}

function openSource(file: string, options: RowsOptions): Source {
  const { text, label, fields: extra = {}, delimiter, encoding } = options;
  const twice = [text, label].find((column) => Object.hasOwn(extra, column));
  if (twice !== undefined) throw cliErrors.CLI_USAGE(`“${twice}” is the text or the label, and no --field`);
  const columns = Object.keys(extra).map((name) => [keyOf(name), name]);
  const fields = { text, label, ...(Object.fromEntries(columns) as Record<string, string>) };
  if (delimiter === undefined && encoding === undefined) return fileSource(file, { fields });
  if (!/\.(csv|tsv)$/iu.test(file)) throw cliErrors.CLI_USAGE("--delimiter and --encoding are for CSV files");
  return csv(file, { fields, ...(delimiter && { delimiter }), ...(encoding && { encoding }) });
}
