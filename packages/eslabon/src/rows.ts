import { csv, fileSource, label, readRows, type Source, text } from "@eslabon/data";
import type { Example } from "@eslabon/model";
import { cliErrors } from "./errors.ts";

interface RowsOptions {
  readonly text: string;
  readonly label: string;
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
  const source = openSource(file, options);
  async function* examples(): AsyncGenerator<Example> {
    for await (const row of readRows(source, { text: text(), label: label() }, process.cwd())) {
      if ("problem" in row) rejected.push({ line: row.line, reason: row.problem });
      else yield { text: String(row.values.text), label: String(row.values.label) };
    }
  }
  return { examples: examples(), rejected };
}

function openSource(file: string, { text, label, delimiter, encoding }: RowsOptions): Source {
  const fields = { text, label };
  if (delimiter === undefined && encoding === undefined) return fileSource(file, { fields });
  if (!/\.(csv|tsv)$/iu.test(file)) throw cliErrors.CLI_USAGE("--delimiter and --encoding are for CSV files");
  return csv(file, { fields, ...(delimiter && { delimiter }), ...(encoding && { encoding }) });
}
