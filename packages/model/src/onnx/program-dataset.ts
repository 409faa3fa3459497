import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeJson } from "@eslabon/link";
import type { Dataset } from "../dataset.ts";
import type { Example } from "../example.ts";

/**
 * Writes what a program learns from: a data package of the given rows, with the text and the label of each. The test rows are not in
 * it, so no program can learn from them.
 */
export async function writeProgramDataset(
  folder: string,
  { package: name, version, language, fields }: Dataset,
  { rows, labels }: { readonly rows: readonly Example[]; readonly labels: readonly string[] },
): Promise<void> {
  await mkdir(folder);
  await writeJson(join(folder, "datapackage.json"), {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    title: name,
    version,
    language,
    roles: fields,
    labels,
    resources: [
      {
        name: "train",
        path: "train.jsonl",
        format: "jsonl",
        mediatype: "application/x-ndjson",
        encoding: "utf-8",
        rows: rows.length,
        schema: { fields: [fields.text, fields.label].map((field) => ({ name: field, type: "string" })) },
      },
    ],
  });
  const lines = rows.map(({ text, label }) => JSON.stringify({ [fields.text]: text, [fields.label]: label }));
  await writeFile(join(folder, "train.jsonl"), `${lines.join("\n")}\n`);
}
