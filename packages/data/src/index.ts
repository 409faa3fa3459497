export { mergeDuplicates, type MergeDuplicatesOptions } from "./cleaning/merge-duplicates.ts";
export { nameLabels, type NameLabelsOptions } from "./cleaning/name-labels.ts";
export { sql } from "./cleaning/sql.ts";
export type { Step, StepContext } from "./cleaning/step.ts";
export { type Dataset, datasetFiles, defineDataset } from "./dataset.ts";
export { compareDatasets, type CompareDatasetsOptions } from "./diff/compare-datasets.ts";
export type {
  AlteredRow,
  ComparedDataset,
  DatasetDiff,
  EditedField,
  Examples,
  LeftOutRow,
  Row,
  RowCounts,
} from "./diff/dataset-diff.ts";
export { diffPage } from "./diff/page.ts";
export { listChanges } from "./diff/list-changes.ts";
export { markWords, type Piece } from "./diff/mark-words.ts";
export type { StructureChanges } from "./diff/structure.ts";
export { DEFAULT_RULES, type VersionRules } from "./diff/version-rules.ts";
export { dataErrors } from "./errors.ts";
export { category, date, type Field, label, number, text } from "./fields.ts";
export { corrections, type Corrections, type CorrectionsOptions } from "./reading/corrections.ts";
export { type DataLink, dataLink, isDataLink } from "./link.ts";
export { type ReadRow, readRows } from "./reading/read-rows.ts";
export type { Account, Conflict, Report } from "./report/report.ts";
export { csv, type CsvOptions } from "./sources/csv.ts";
export { fileSource } from "./sources/file.ts";
export { jsonLines } from "./sources/json-lines.ts";
export { parquet } from "./sources/parquet.ts";
export { postgres, type PostgresOptions } from "./sources/postgres.ts";
export type { Source, SourceOptions, SourceRow } from "./sources/source.ts";
export { sqlite, type SqliteOptions } from "./sources/sqlite.ts";
