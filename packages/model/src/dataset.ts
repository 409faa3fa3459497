import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { digestFolder, readPackage } from "@eslabon/link";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { modelErrors } from "./errors.ts";
import type { Example } from "./example.ts";
import type { FieldDefinitions } from "./fields/definitions.ts";
import { type FieldValue, readValue } from "./fields/read-value.ts";

/** What a model needs of a `datapackage.json` (Frictionless Data Package v2, with roles). */
const DataPackage = Type.Object({
  language: Type.Optional(Type.String()),
  roles: Type.Object({ text: Type.String(), label: Type.String() }),
  resources: Type.Array(Type.Object({ name: Type.String(), path: Type.String() })),
});
type DataPackage = Static<typeof DataPackage>;

/** A dataset package, its rows read anew each time they are asked for. */
export interface Dataset {
  /** npm name and version of the package, and the digest of all its files. */
  readonly package: string;
  readonly version: string;
  readonly digest: string;
  readonly language: string;
  readonly fields: { readonly text: string; readonly label: string };
  readonly train: () => AsyncGenerator<Example>;
  readonly test: () => AsyncGenerator<Example>;
}

/** Which columns of the rows are read. */
export interface Columns {
  /** The ones in the dataset's roles unless given. */
  readonly text?: string | undefined;
  readonly label?: string | undefined;
  /** Those beside the text; none unless given. A row need not have them. */
  readonly fields?: FieldDefinitions | undefined;
}

/**
 * Reads the dataset package in a folder.
 *
 * @throws EslabonError `MODEL_DATASET_INVALID`, here or while its rows are read; `MODEL_DEFINITION_INVALID` when a field is the text or
 * the label.
 */
export async function readDataset(
  folder: string,
  { text, label, fields: extra = {} }: Columns = {},
): Promise<Dataset> {
  const about = await readPackage(folder).catch((cause: unknown) => {
    throw modelErrors.MODEL_DATASET_INVALID(join(folder, "package.json"), "cannot be read", cause);
  });
  const { language = "und", roles, resources } = await readDataPackage(join(folder, "datapackage.json"));
  const fields = { text: text ?? roles.text, label: label ?? roles.label };
  refuseRoles(fields, extra);
  const rows = (name: string): AsyncGenerator<Example> => {
    const resource = resources.find((one) => one.name === name);
    if (!resource) throw modelErrors.MODEL_DATASET_INVALID(folder, `has no resource named "${name}"`);
    return readRows(join(folder, resource.path), fields, extra);
  };
  return {
    package: about.name,
    version: about.version,
    digest: await digestFolder(folder),
    language,
    fields,
    train: () => rows("train"),
    test: () => rows("test"),
  };
}

/** A label that is read with the text would be learnt as the best of reasons. */
function refuseRoles(fields: Dataset["fields"], extra: FieldDefinitions): void {
  for (const [role, name] of Object.entries(fields)) {
    if (Object.hasOwn(extra, name)) {
      throw modelErrors.MODEL_DEFINITION_INVALID(`fields.${name}`, `is the dataset's ${role}`);
    }
  }
}

async function readDataPackage(file: string): Promise<DataPackage> {
  const value = await readFile(file, "utf8")
    .then((text) => JSON.parse(text) as unknown)
    .catch((cause: unknown) => {
      throw modelErrors.MODEL_DATASET_INVALID(file, "cannot be read as JSON", cause);
    });
  const wrong = Value.Errors(DataPackage, value)[0];
  if (wrong) throw modelErrors.MODEL_DATASET_INVALID(file, `${wrong.instancePath} ${wrong.message}`);
  return Value.Parse(DataPackage, value);
}

async function* readRows(
  file: string,
  fields: Dataset["fields"],
  extra: FieldDefinitions,
): AsyncGenerator<Example> {
  const input = createReadStream(file);
  try {
    let number = 0;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      if (line !== "") yield readRow(line, `${file}, line ${number}`, fields, extra);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw modelErrors.MODEL_DATASET_INVALID(file, "does not exist", error);
  } finally {
    input.destroy();
  }
}

function readRow(
  line: string,
  where: string,
  { text, label }: Dataset["fields"],
  extra: FieldDefinitions,
): Example {
  let row: Record<string, unknown> | null;
  try {
    row = JSON.parse(line) as Record<string, unknown> | null;
  } catch (cause) {
    // The cause quotes the line, which may hold personal data: only its kind is passed on.
    throw modelErrors.MODEL_DATASET_INVALID(where, "is not JSON", (cause as Error).name);
  }
  const read = (field: string): string => {
    const value = row?.[field];
    if (typeof value === "string") return value;
    throw modelErrors.MODEL_DATASET_INVALID(where, `has no string in the field "${field}"`);
  };
  const example = { text: read(text), label: read(label) };
  return Object.keys(extra).length === 0 ? example : { ...example, fields: readExtra(row, where, extra) };
}

function readExtra(
  row: Readonly<Record<string, unknown>> | null,
  where: string,
  extra: FieldDefinitions,
): NonNullable<Example["fields"]> {
  const read = (name: string, { type }: FieldDefinitions[string]): FieldValue | null => {
    try {
      return readValue(name, type, row?.[name]);
    } catch (error) {
      throw modelErrors.MODEL_DATASET_INVALID(where, (error as Error).message);
    }
  };
  const values = Object.entries(extra).map(([name, definition]) => [name, read(name, definition)] as const);
  return Object.fromEntries(values.filter((entry): entry is [string, FieldValue] => entry[1] !== null));
}
