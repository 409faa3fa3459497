import { stat } from "node:fs/promises";
import { join } from "node:path";
import { digestFile, type PackageInfo } from "@eslabon/link";
import { stepContext, type Dataset } from "../dataset.ts";
import type { Field } from "../fields.ts";
import type { Report } from "../report/report.ts";
import { FILES } from "./write-rows.ts";

const TYPES: Readonly<Record<Field["kind"], string>> = {
  text: "string",
  label: "string",
  category: "string",
  number: "number",
  date: "date",
};

/** The package's descriptor, `datapackage.json`: Frictionless Data Package 2.0 with a Table Schema for each file. */
export async function dataPackage(
  folder: string,
  dataset: Dataset,
  info: PackageInfo,
  report: Report,
): Promise<Record<string, unknown>> {
  const { text, label } = stepContext(dataset, folder);
  const labels = report.labels.map((each) => each.label);
  const schema = { fields: describeFields(dataset, labels), primaryKey: ["id"] };
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: info.name.replace(/^@/u, "").replaceAll("/", "-"),
    title: dataset.title,
    description: info.description,
    version: info.version,
    licenses: [{ name: info.license }],
    language: dataset.language,
    roles: { id: "id", text, label },
    labels,
    resources: await Promise.all(
      FILES.map(async ({ name, path, side, format, mediatype }) => ({
        name,
        path,
        format,
        mediatype,
        encoding: "utf-8",
        bytes: (await stat(join(folder, path))).size,
        hash: await digestFile(join(folder, path)),
        rows: report.labels.reduce((all, each) => all + each[side], 0),
        schema,
      })),
    ),
  };
}

function describeFields(dataset: Dataset, labels: readonly string[]): Record<string, unknown>[] {
  const id = {
    name: "id",
    type: "string",
    description: "Source and id of the row there",
    constraints: { unique: true },
  };
  const fields = Object.entries(dataset.fields).map(([name, { kind, description, required }]) => ({
    name,
    type: TYPES[kind],
    description,
    constraints: { required, ...(kind === "label" && { enum: labels }) },
  }));
  return [id, ...fields];
}
