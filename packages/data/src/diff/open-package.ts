import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestFile, readPackage } from "@eslabon/link";
import { Value } from "typebox/value";
import type { Database } from "../database.ts";
import { dataErrors } from "../errors.ts";
import { LEFT_OUT_FILES } from "../package/write-rows.ts";
import { literal, quoted } from "../sql-text.ts";
import { Descriptor, fieldsOf } from "./descriptor.ts";

/** One of the two dataset packages that are compared: its rows are the view `<name>_rows`, with their side in `_side`. */
export interface OpenedPackage {
  readonly folder: string;
  readonly package: string;
  readonly descriptor: Descriptor;
  /** The digests of the files with its rows. Where two packages have the same, so are their rows. */
  readonly digests: string;
}

/**
 * Opens a dataset package to be compared.
 *
 * @throws EslabonError `DATA_PACKAGE_TORN` when it is none, or when its rows are not those that its descriptor tells of.
 */
export async function openPackage(
  database: Database,
  name: "from" | "to",
  folder: string,
): Promise<OpenedPackage> {
  try {
    const descriptor = await readDescriptor(folder);
    const digests = await verifyRows(folder, descriptor);
    for (const path of LEFT_OUT_FILES) await access(join(folder, path));
    const columns = ["id", ...fieldsOf(descriptor).map((field) => field.name)].map(quoted).join(", ");
    const sides = ["train", "test"].map((side) => {
      const file = literal(join(folder, `${side}.parquet`));
      return `SELECT ${columns}, '${side}' AS _side FROM read_parquet(${file})`;
    });
    await database.run(`CREATE VIEW ${name}_rows AS ${sides.join(" UNION ALL ")}`);
    return { folder, package: (await readPackage(folder)).name, descriptor, digests };
  } catch (error) {
    throw dataErrors.DATA_PACKAGE_TORN(folder, (error as Error).message, error);
  }
}

async function readDescriptor(folder: string): Promise<Descriptor> {
  const descriptor: unknown = JSON.parse(await readFile(join(folder, "datapackage.json"), "utf8"));
  const [wrong] = Value.Errors(Descriptor, descriptor);
  if (wrong) throw new Error(`datapackage.json: ${wrong.instancePath || "/"} ${wrong.message}`);
  const { roles } = descriptor as Descriptor;
  const absent = [roles.text, roles.label].find(
    (role) => !fieldsOf(descriptor as Descriptor).some(({ name }) => name === role),
  );
  if (absent !== undefined) throw new Error(`datapackage.json: there is no field “${absent}”`);
  return descriptor as Descriptor;
}

/** Of the Parquet files only, which are those that are read. */
async function verifyRows(folder: string, { resources }: Descriptor): Promise<string> {
  const digests = [];
  for (const path of ["train.parquet", "test.parquet"]) {
    const digest = await digestFile(join(folder, path));
    if (digest !== resources.find((resource) => resource.path === path)?.hash) {
      throw new Error(`${path} is not as datapackage.json says`);
    }
    digests.push(digest);
  }
  return digests.join(" ");
}
