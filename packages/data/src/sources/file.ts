import { extname } from "node:path";
import { dataErrors } from "../errors.ts";
import { csv } from "./csv.ts";
import { jsonLines } from "./json-lines.ts";
import { parquet } from "./parquet.ts";
import type { Source, SourceOptions } from "./source.ts";

const KINDS: Readonly<Record<string, (path: string, options: SourceOptions) => Source>> = {
  ".csv": csv,
  ".tsv": (path, options) => csv(path, { ...options, delimiter: "\t" }),
  ".jsonl": jsonLines,
  ".ndjson": jsonLines,
  ".parquet": parquet,
};

/**
 * The source that a file's ending calls for, with the defaults of its kind.
 *
 * @throws EslabonError `DATA_FILE_KIND_UNKNOWN`.
 */
export function fileSource(path: string, options: SourceOptions): Source {
  const make = KINDS[extname(path).toLowerCase()];
  if (!make) throw dataErrors.DATA_FILE_KIND_UNKNOWN(path);
  return make(path, options);
}
