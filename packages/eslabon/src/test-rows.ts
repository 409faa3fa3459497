import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { readPackage } from "@eslabon/link";
import { type Example, type FieldDefinitions, type Manifest, readDataset } from "@eslabon/model";
import { cliErrors } from "./errors.ts";
import { openRows } from "./rows.ts";

/** What the user said of the rows, where not all of it need be said. */
export interface TestRowsOptions {
  readonly text?: string;
  readonly label?: string;
  /** What is read beside the text; nothing unless given. */
  readonly fields?: FieldDefinitions;
  readonly delimiter?: string;
  readonly encoding?: string;
}

/** Rows with their right labels, and what they are rows of. */
export interface TestRows {
  /** A package's name and version, or a file's name. */
  readonly name: string;
  readonly version?: string;
  readonly examples: AsyncIterable<Example>;
  /** Fills up while they are read. */
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * The test rows of a dataset package, or all rows of a file. Columns that the user did not name are those of the model,
 * in a dataset that it was not trained on those that the dataset declares.
 *
 * @throws EslabonError `CLI_USAGE`, `MODEL_DATASET_INVALID`, here or while they are read, and what reading a source throws.
 */
export async function openTestRows(
  path: string,
  manifest: Manifest,
  options: TestRowsOptions,
): Promise<TestRows> {
  const { delimiter, encoding } = options;
  if (!(await stat(path)).isDirectory()) {
    const { text, label } = manifest.fields;
    const rows = openRows(path, { text, label, ...options });
    return { name: basename(path), ...rows };
  }
  if (delimiter !== undefined || encoding !== undefined) {
    throw cliErrors.CLI_USAGE("--delimiter and --encoding are for CSV files");
  }
  const isOwn = (await packageName(path)) === manifest.data.package;
  const own = isOwn ? manifest.fields : undefined;
  const { text = own?.text, label = own?.label, fields } = options;
  const dataset = await readDataset(path, { text, label, fields });
  return { name: dataset.package, version: dataset.version, examples: dataset.test(), rejected: [] };
}

/** `undefined` where there is none: reading the dataset says it. */
async function packageName(folder: string): Promise<string | undefined> {
  return readPackage(folder).then(
    ({ name }) => name,
    () => undefined,
  );
}
