import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Artifact, digestFolder, silent } from "@eslabon/link";
import { buildModel, type Example, loadModel, type ModelDefinition } from "@eslabon/model";
import { claims } from "./claims.ts";
import { writeDataset } from "./dataset-package.ts";
import { scratchFolder } from "./scratch.ts";

const definition: ModelDefinition = {
  name: "hogar",
  gates: { accuracy: 0.8, macroF1: 0.8, recall: 0.6 },
  golden: [{ text: "Tengo un charco en el baño", label: "Fontanería" }],
};
const info = { name: "@hogar/model", version: "2.0.0", description: "Claims to trades", license: "CC0-1.0" };

async function build(dataset: string, more: Partial<ModelDefinition> = {}, threads = 1): Promise<Artifact> {
  const out = join(await scratchFolder(), "model");
  const options = { package: info, dataset, out, progress: silent, threads };
  return buildModel({ ...options, definition: { ...definition, ...more } });
}

async function train(rows: readonly Example[], more: Partial<ModelDefinition> = {}): Promise<Artifact> {
  return build(await writeDataset({ train: rows }), more);
}

describe("building a model", () => {
  it("says which data it comes from, to the digest", async () => {
    const dataset = await writeDataset();
    const { manifest } = await loadModel((await build(dataset)).folder);
    assert.deepEqual(manifest.data, {
      package: "@hogar/data",
      version: "1.1.0",
      digest: await digestFolder(dataset),
      rows: claims.length,
    });
    assert.equal(manifest.language, "es");
    assert.deepEqual(manifest.fields, { text: "texto", label: "gremio" });
    assert.deepEqual([manifest.package, manifest.version], ["@hogar/model", "2.0.0"]);
  });

  it("measures it on the test rows", async () => {
    const { manifest } = await loadModel((await build(await writeDataset())).folder);
    assert.equal(manifest.metrics.source, "test");
    assert.equal(manifest.metrics.rows, 60);
  });

  it("measures what fewer rows would have brought on the same test rows", async () => {
    const { folder } = await build(await writeDataset());
    const { learningCurve, metrics } = (await loadModel(folder)).manifest;
    const [eighth, quarter, half, all] = learningCurve ?? [];
    assert.deepEqual([eighth?.rows, quarter?.rows, half?.rows], [12, 24, 45]);
    assert.deepEqual(all, { rows: claims.length, accuracy: metrics.accuracy });
    await access(join(folder, "figures", "learning-curve.svg"));
  });

  it("draws no learning curve without test rows", async () => {
    const { manifest } = await loadModel((await build(await writeDataset({ test: [] }))).folder);
    assert.equal(manifest.learningCurve, undefined);
  });

  it("gives the same bytes from the same inputs, with one thread or two", async () => {
    const dataset = await writeDataset();
    const { digest } = await build(dataset);
    assert.equal((await build(dataset)).digest, digest);
    assert.equal((await build(dataset, {}, 2)).digest, digest);
  });

  it("takes over the definition's golden examples, right or wrong", async () => {
    const golden = [{ text: "Tengo un charco en el baño", label: "Electricidad" }];
    const { folder } = await build(await writeDataset(), { golden });
    assert.deepEqual(JSON.parse(await readFile(join(folder, "golden.json"), "utf8")), golden);
  });

  it("reads the fields that the definition names in place of the dataset's roles", async () => {
    const { manifest } = await loadModel((await build(await writeDataset(), { text: "id" })).folder);
    assert.deepEqual(manifest.fields, { text: "id", label: "gremio" });
  });

  it("keeps to the definition's limit", async () => {
    const { folder } = await build(await writeDataset(), { limits: { textLength: 30 } });
    assert.equal((await loadModel(folder)).manifest.limits.textLength, 30);
  });

  it("refuses what cannot be learnt from", async () => {
    await assert.rejects(train(claims.slice(0, 3)), { code: "MODEL_TOO_FEW_ROWS" });
    await assert.rejects(train(claims.slice(0, 20)), { code: "MODEL_ONE_LABEL" });
    const golden = [{ text: "el césped está alto", label: "Jardinería" }];
    await assert.rejects(train(claims, { golden }), { code: "MODEL_GOLDEN_UNKNOWN_LABEL" });
    await assert.rejects(train(claims, { text: "nota" }), {
      code: "MODEL_DATASET_INVALID",
      message: /"nota"/u,
    });
  });
});
