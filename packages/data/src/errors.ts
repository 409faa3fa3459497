import { defineErrors } from "@eslabon/link";

export const dataErrors = defineErrors({
  DATA_CONFIG_INVALID: (problems: string) => ({
    message: `the dataset's declaration is not valid: ${problems}`,
    fix: "correct the fields named here; the reference of defineDataset describes each",
  }),
  DATA_FILE_UNREADABLE: (file: string, why: string) => ({
    message: `${file} cannot be read: ${why}`,
    fix: "correct the path, the permissions or the file",
  }),
  DATA_FILE_KIND_UNKNOWN: (file: string) => ({
    message: `${file} is of no known kind`,
    fix: "give a .csv, .tsv, .jsonl, .ndjson or .parquet file",
  }),
  DATA_COLUMN_MISSING: (source: string, column: string, present: readonly string[]) => ({
    message: `${source} has no column “${column}”; it has ${present.join(", ")}`,
    fix: "correct the column's name in the source's declaration, or the file's delimiter",
  }),
  DATA_DATABASE_FAILED: (source: string, why: string, cause?: unknown) => ({
    message: `the database of ${source} answered with an error: ${why}`,
    fix: "check that it runs, the connection and the query",
    cause,
  }),
  DATA_VARIABLE_MISSING: (variable: string, source: string) => ({
    message: `the environment variable ${variable}, which ${source} connects with, is not set`,
    fix: `set it: ${variable}=postgres://user:password@host/database`,
  }),
  DATA_STEP_FAILED: (step: string, why: string, cause?: unknown) => ({
    message: `the cleaning step “${step}” failed: ${why}`,
    fix: "correct its SQL; it must select every column of “rows”, each row at most once",
    cause,
  }),
  DATA_CORRECTION_UNMATCHED: (file: string, rows: readonly string[]) => ({
    message: `${file} corrects rows that no source has: ${rows.join(", ")}`,
    fix: "remove these lines or correct their source and id",
  }),
  DATA_PACKAGE_TORN: (folder: string, why: string, cause?: unknown) => ({
    message: `${folder} is not a whole dataset package: ${why}`,
    fix: "build it or fetch it again, or correct the folder's name",
    cause,
  }),
  DATA_EMPTY: (read: number) => ({
    message: `no row is left of the ${read} that were read`,
    fix: "look at the reasons: the columns, the labels' table or a cleaning step may be wrong",
  }),
});
