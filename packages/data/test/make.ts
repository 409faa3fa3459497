import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dataset, defineDataset, jsonLines, label, type Report, text } from "@eslabon/data";
import { buildDataset } from "../src/build.ts";

/** A new folder for one test; the system empties it. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "eslabon-data-"));
}

export async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await newFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

export type Row = readonly [text: string, label: string | null];

export const info = {
  name: "@test/data",
  version: "0.0.0",
  description: "Rows of a test",
  license: "CC0-1.0",
};

export interface Built {
  readonly out: string;
  readonly digest: string;
  readonly report: Report;
  readonly train: readonly Record<string, unknown>[];
  readonly test: readonly Record<string, unknown>[];
  readonly kept: readonly (readonly [string, string])[];
  readonly rejected: readonly Record<string, unknown>[];
  readonly merged: readonly Record<string, unknown>[];
}

export async function build(dataset: Dataset, folder: string, out?: string): Promise<Built> {
  const target = out ?? join(await newFolder(), "out");
  const { digest, report } = await buildDataset({ dataset, folder, info, out: target });
  const rows = (name: string) => readRowsOf(join(target, name));
  const [train, test] = [await rows("train.jsonl"), await rows("test.jsonl")];
  return {
    out: target,
    digest,
    report,
    train,
    test,
    kept: [...train, ...test].map((row) => [row.text as string, row.label as string] as const),
    rejected: await rows("rejected.jsonl"),
    merged: await rows("merged.jsonl"),
  };
}

/** A dataset of objects with an `id`, in a source “rows.jsonl” whose columns are named as the dataset's fields. */
export async function buildObjects(
  objects: readonly object[],
  { fields = { text: text(), label: label() }, ...options }: Partial<Dataset> = {},
): Promise<Built> {
  const lines = objects.map((object) => `${JSON.stringify(object)}\n`);
  const folder = await folderWith({ "rows.jsonl": lines.join("") });
  const columns = Object.fromEntries(Object.keys(fields).map((name) => [name, name]));
  const sources = [jsonLines("rows.jsonl", { id: "id", fields: columns })];
  return build(datasetOf({ fields, sources, ...options }), folder);
}

/** A dataset of the given rows, ids 1, 2, 3 … in a source “rows.jsonl”. */
export async function buildRows(rows: readonly Row[], options: Partial<Dataset> = {}): Promise<Built> {
  const lines = rows.map(([text, label], index) => JSON.stringify({ id: index + 1, text, label }));
  const folder = await folderWith({ "rows.jsonl": `${lines.join("\n")}\n` });
  return build(datasetOf(options), folder);
}

export function datasetOf(options: Partial<Dataset> = {}): Dataset {
  return defineDataset({
    title: "Rows",
    language: "en",
    fields: { text: text(), label: label() },
    sources: [jsonLines("rows.jsonl", { id: "id", fields: { text: "text", label: "label" } })],
    ...options,
  });
}

async function readRowsOf(path: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(path, "utf8")).split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
