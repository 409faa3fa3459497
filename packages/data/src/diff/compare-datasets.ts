import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chainErrors, type Progress, silent } from "@eslabon/link";
import type { Database } from "../database.ts";
import { comparedFields } from "./compared-fields.ts";
import { countLabels, countRelabellings, countRows, countSources, findRenamed } from "./count.ts";
import type { ComparedDataset, DatasetDiff } from "./dataset-diff.ts";
import { differingFiles } from "./differing-files.ts";
import { findChanges, noChanges } from "./find-changes.ts";
import { findExamples } from "./examples.ts";
import { listChanges } from "./list-changes.ts";
import { type OpenedPackage, openPackage } from "./open-package.ts";
import { compareStructure } from "./structure.ts";

export interface CompareDatasetsOptions {
  /** How many examples of each kind of change to keep. Default: 10. */
  readonly top?: number;
  readonly progress?: Progress;
}

/** What DuckDB may take; rows that do not fit wait in the temporary folder. */
const MEMORY = "1GB";
const TOP = 10;

/**
 * Compares two dataset packages row by row: what is the same row has the same id. Nothing has to fit in memory.
 *
 * @param from folder of the package as it was
 * @param to folder of the package as it would be
 * @throws EslabonError `DATA_PACKAGE_TORN`, naming the folder; `CHAIN_WRITE_FAILED` when nothing can be written to the folder for temporary files.
 */
export async function compareDatasets(
  from: string,
  to: string,
  { top = TOP, progress = silent }: CompareDatasetsOptions = {},
): Promise<DatasetDiff> {
  const scratch = await mkdtemp(join(tmpdir(), "eslabon-diff-")).catch((cause: unknown) => {
    throw chainErrors.CHAIN_WRITE_FAILED(tmpdir(), cause as Error);
  });
  const cleanUp = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once("exit", cleanUp);
  try {
    // DuckDB takes time to load, which is for nothing when no datasets are compared.
    const { Database, openDuckDb } = await import("../database.ts");
    await using database = new Database(await openDuckDb(join(scratch, "rows.duckdb"), MEMORY));
    return await compareIn(database, from, to, { top, progress });
  } catch (error) {
    if (!isFull(error)) throw error;
    throw chainErrors.CHAIN_WRITE_FAILED(scratch, error);
  } finally {
    cleanUp();
    process.off("exit", cleanUp);
  }
}

async function compareIn(
  database: Database,
  fromFolder: string,
  toFolder: string,
  { top, progress }: Required<CompareDatasetsOptions>,
): Promise<DatasetDiff> {
  // Where many rows have changed, the order in which they are found would have to be kept in memory.
  await database.run("SET preserve_insertion_order = false");
  const from = await openPackage(database, "from", fromFolder);
  const to = await openPackage(database, "to", toFolder);
  const fields = comparedFields(from.descriptor, to.descriptor);
  progress("comparing rows");
  await (sameRows(from, to) ? noChanges(database) : findChanges(database, fields, from, to));
  progress("counting");
  const counted = await countRows(database, to.folder);
  const structure = compareStructure(from.descriptor, to.descriptor, await findRenamed(database));
  const diff: DatasetDiff = {
    from: describe(from, counted.from),
    to: describe(to, counted.to),
    rows: counted.rows,
    ...structure,
    labelRows: await countLabels(database, fields),
    relabellings: await countRelabellings(database),
    addedBy: await countSources(database),
    examples: await findExamples(database, fields, top),
    files: [],
  };
  if (listChanges(diff).length > 0) return diff;
  return { ...diff, files: await differingFiles(from.folder, to.folder) };
}

/** Files of the same bytes need not be read again. */
function sameRows(from: OpenedPackage, to: OpenedPackage): boolean {
  const parts = ({ descriptor }: OpenedPackage): string =>
    JSON.stringify([
      descriptor.roles,
      descriptor.resources[0]!.schema.fields.map(({ name, type }) => [name, type]),
    ]);
  return from.digests === to.digests && parts(from) === parts(to);
}

function describe({ folder, package: name, descriptor }: OpenedPackage, rows: number): ComparedDataset {
  const { version, title, labels } = descriptor;
  return { folder, package: name, version, title, rows, labels: labels.length };
}

function isFull(error: unknown): error is Error {
  return error instanceof Error && /No space left on device|Out of Memory Error/u.test(error.message);
}
