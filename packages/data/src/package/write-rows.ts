import { join } from "node:path";
import { literal, quoted } from "../sql-text.ts";
import type { Workbench } from "../workbench.ts";

/** The files with the rows of a dataset package. */
export const FILES = [
  { name: "train", side: "train", path: "train.jsonl", format: "jsonl", mediatype: "application/x-ndjson" },
  { name: "test", side: "test", path: "test.jsonl", format: "jsonl", mediatype: "application/x-ndjson" },
  {
    name: "train-parquet",
    side: "train",
    path: "train.parquet",
    format: "parquet",
    mediatype: "application/vnd.apache.parquet",
  },
  {
    name: "test-parquet",
    side: "test",
    path: "test.parquet",
    format: "parquet",
    mediatype: "application/vnd.apache.parquet",
  },
] as const;

/** The files with the rows that are not in it. */
export const LEFT_OUT_FILES = ["rejected.jsonl", "merged.jsonl"] as const;

const COPY_OPTIONS = { jsonl: "FORMAT json", parquet: "FORMAT parquet, COMPRESSION zstd" } as const;

/** Writes the rows of both sides, and lists those that were left out. In the order of reading, so that bytes repeat. */
export async function writeRows(
  workbench: Workbench,
  fields: readonly string[],
  folder: string,
): Promise<void> {
  const columns = ["id", ...fields].map(quoted).join(", ");
  for (const { side, path, format } of FILES) {
    await copy(
      workbench,
      `SELECT ${columns} FROM rows WHERE _side = '${side}' ORDER BY _row`,
      join(folder, path),
      COPY_OPTIONS[format],
    );
  }
  const [rejected, merged] = LEFT_OUT_FILES;
  await copy(
    workbench,
    "SELECT _source AS source, _line AS line, id, step, reason FROM left_out WHERE _into IS NULL ORDER BY _row",
    join(folder, rejected),
    COPY_OPTIONS.jsonl,
  );
  await copy(
    workbench,
    `SELECT gone._source AS source, gone._line AS line, gone.id, gone.step, gone.reason, stays.id AS "into"
     FROM left_out gone JOIN (SELECT _row, id FROM rows UNION ALL SELECT _row, id FROM left_out) stays ON stays._row = gone._into
     ORDER BY gone._row`,
    join(folder, merged),
    COPY_OPTIONS.jsonl,
  );
}

async function copy(workbench: Workbench, query: string, path: string, options: string): Promise<void> {
  await workbench.run(`COPY (${query}) TO ${literal(path)} (${options})`);
}
