import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { silent } from "@eslabon/link";
import {
  buildModel,
  checkModel,
  type Example,
  type FieldDefinitions,
  loadModel,
  type ModelDefinition,
  readDataset,
} from "@eslabon/model";
import { writeDataset } from "../dataset-package.ts";
import { scratchFolder } from "../scratch.ts";
import { definitions, deliveries } from "./deliveries.ts";

const definition: ModelDefinition = {
  name: "avisos",
  fields: definitions,
  gates: { accuracy: 0.9, macroF1: 0.9, recall: 0.8 },
  golden: [{ text: "se ha roto la ventana", label: "Peritaje", fields: { importe: 700, canal: "web" } }],
};
const info = { name: "@avisos/model", version: "1.0.0", description: "", license: "CC0-1.0" };
const test = deliveries.filter((_, row) => row % 2 === 0);

async function build(
  dataset: string,
  more: Partial<ModelDefinition> = {},
): Promise<Awaited<ReturnType<typeof loadModel>> & { folder: string }> {
  const out = join(await scratchFolder(), "model");
  const options = { package: info, dataset, out, progress: silent, threads: 1 };
  await buildModel({ ...options, definition: { ...definition, ...more } });
  return { ...(await loadModel(out)), folder: out };
}

async function rowsOf(folder: string, fields: FieldDefinitions): Promise<Example[]> {
  const rows: Example[] = [];
  for await (const row of (await readDataset(folder, { fields })).train()) rows.push(row);
  return rows;
}

describe("a dataset with fields", () => {
  it("gives them with each row that has them", async () => {
    const folder = await writeDataset({ train: deliveries });
    assert.deepEqual(await rowsOf(folder, definitions), deliveries);
    const [row] = await rowsOf(folder, { canal: { type: "category" } });
    assert.deepEqual(row?.fields, { canal: "web" });
  });

  it("is refused where a value is of another type, saying where and not what it says", async () => {
    const folder = await writeDataset({ train: deliveries });
    await appendFile(join(folder, "train.jsonl"), '{"texto":"a","gremio":"b","importe":"secreto"}\n');
    await assert.rejects(rowsOf(folder, definitions), {
      code: "MODEL_DATASET_INVALID",
      message: /train\.jsonl, line 91: "importe" must be a finite number and is of type string$/u,
    });
  });

  it("is refused when a field is its text or its label", async () => {
    const folder = await writeDataset();
    for (const name of ["texto", "gremio"]) {
      await assert.rejects(readDataset(folder, { fields: { [name]: { type: "category" } } }), {
        code: "MODEL_DEFINITION_INVALID",
      });
    }
  });
});

describe("a model of such a dataset", async () => {
  const dataset = await writeDataset({ train: deliveries, test });
  const model = await build(dataset);

  it("answers the test rows by their fields", () => {
    const { metrics, fields } = model.manifest;
    assert.ok(metrics.accuracy > 0.9, String(metrics.accuracy));
    assert.deepEqual(
      fields.extra?.map(({ name, type, required }) => [name, type, required]),
      [
        ["canal", "category", false],
        ["importe", "number", true],
        ["fecha", "date", false],
      ],
    );
  });

  it("learns thresholds from the training rows only", async () => {
    const other = test.map((row) => ({ ...row, fields: { importe: 1e6 } }));
    const again = await build(await writeDataset({ train: deliveries, test: other }));
    assert.deepEqual(again.manifest.fields, model.manifest.fields);
  });

  it("passes its check, which tries the errors of fields too", async () => {
    const report = await checkModel({ definition, folder: model.folder, dataset });
    assert.deepEqual(
      report.checks.filter(({ passed }) => !passed),
      [],
    );
    const { detail } = report.checks.find(({ name }) => name === "known errors")!;
    assert.match(detail, /MODEL_FIELD_TYPE, MODEL_FIELD_MISSING/u);
  });

  it("fails its check where a golden example is answered otherwise with its fields", async () => {
    const golden = [{ ...definition.golden[0]!, label: "Tienda" }];
    const report = await checkModel({ definition: { ...definition, golden }, folder: model.folder, dataset });
    assert.deepEqual(
      report.checks.filter(({ passed }) => !passed).map(({ name }) => name),
      ["golden examples"],
    );
  });

  it("is refused when the dataset has nothing in a field", async () => {
    await assert.rejects(build(dataset, { fields: { ...definitions, canel: { type: "category" } } }), {
      code: "MODEL_FIELD_EMPTY",
      message: /"canel"/u,
    });
  });
});
