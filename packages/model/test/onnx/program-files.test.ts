import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readDataset } from "@eslabon/model";
import { writeProgramDataset } from "../../src/onnx/program-dataset.ts";
import { readProgramOutput } from "../../src/onnx/program-output.ts";
import { writeDataset } from "../dataset-package.ts";
import { scratchFolder } from "../scratch.ts";

const rows = [
  { text: "gotea", label: "Fontanería" },
  { text: "no hay «luz»\n", label: "Electricidad" },
];
const labels = ["Electricidad", "Fontanería", "Jardinería"];

describe("what a program is given", () => {
  it("is a data package of the training rows, and no test row", async () => {
    const folder = join(await scratchFolder(), "dataset");
    await writeProgramDataset(folder, await readDataset(await writeDataset()), { rows, labels });
    assert.deepEqual(await readdir(folder), ["datapackage.json", "train.jsonl"]);
    const about = JSON.parse(await readFile(join(folder, "datapackage.json"), "utf8")) as Record<
      string,
      unknown
    >;
    assert.deepEqual(about.roles, { text: "texto", label: "gremio" });
    assert.deepEqual(about.labels, labels);
    assert.deepEqual([about.language, about.version], ["es", "1.1.0"]);
    const lines = (await readFile(join(folder, "train.jsonl"), "utf8")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      rows.map(({ text, label }) => ({ texto: text, gremio: label })),
    );
  });
});

describe("what a program has written", () => {
  const wanted = new Set(["Electricidad", "Fontanería"]);
  const out = scratchFolder();
  let written = 0;

  async function output(files: Record<string, string>): Promise<string> {
    written += 1;
    const folder = join(await out, String(written));
    await mkdir(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  }

  it("is a model and the labels of its columns, in their order", async () => {
    const folder = await output({ "model.onnx": "bytes", "labels.json": '["Fontanería", "Electricidad"]' });
    const { bytes, labels: read } = await readProgramOutput(folder, labels, wanted);
    assert.equal(bytes.toString(), "bytes");
    assert.deepEqual(read, ["Fontanería", "Electricidad"]);
  });

  const cases: [what: string, files: Record<string, string>, message: RegExp][] = [
    ["lacks the model", { "labels.json": "[]" }, /model\.onnx, .*is missing/u],
    ["lacks the labels", { "model.onnx": "" }, /labels\.json, .*is missing/u],
    ["has torn labels", { "model.onnx": "", "labels.json": '["Font' }, /labels\.json, .*is not JSON/u],
    ["has labels that are no list", { "model.onnx": "", "labels.json": "{}" }, /is not a list of labels/u],
    ["has a label twice", { "model.onnx": "", "labels.json": '["a", "a"]' }, /is not a list of labels/u],
    [
      "has a label that no row has",
      { "model.onnx": "", "labels.json": '["Fontanería", "Electricidad", "Pintura"]' },
      /has the label "Pintura"/u,
    ],
    [
      "lacks a label that rows have",
      { "model.onnx": "", "labels.json": '["Fontanería", "Jardinería"]' },
      /lacks the label "Electricidad"/u,
    ],
  ];
  for (const [what, files, message] of cases) {
    it(`is refused when it ${what}`, async () => {
      await assert.rejects(readProgramOutput(await output(files), labels, wanted), {
        code: "MODEL_PROGRAM_OUTPUT",
        message,
      });
    });
  }
});
