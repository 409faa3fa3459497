import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Check, CheckReport } from "@eslabon/link";
import { checkModel, type Example, type ModelDefinition } from "@eslabon/model";
import { claims } from "./claims.ts";
import { writeClaimsModel } from "./claims-model.ts";
import { writeDataset } from "./dataset-package.ts";

const { folder } = await writeClaimsModel();
const definition: ModelDefinition = {
  name: "hogar",
  gates: { accuracy: 1, macroF1: 1, recall: 1 },
  golden: [{ text: "Tengo un charco en el baño", label: "Fontanería" }],
};
/** One of four is answered otherwise. */
const mixed: readonly Example[] = [
  { text: "no hay luz", label: "Electricidad" },
  { text: "no hay luz", label: "Fontanería" },
  { text: "gotea el grifo", label: "Fontanería" },
  { text: "la puerta no cierra", label: "Carpintería" },
];

async function check(more: Partial<ModelDefinition> = {}, test = claims): Promise<CheckReport> {
  const dataset = await writeDataset({ test });
  return checkModel({ definition: { ...definition, ...more }, folder, dataset });
}

function failed({ checks }: CheckReport): string[] {
  return checks.filter(({ passed }) => !passed).map(({ name }) => name);
}

function named({ checks }: CheckReport, name: string): Check {
  return checks.find((one) => one.name === name)!;
}

describe("checking a model", () => {
  it("passes one that answers everything", async () => {
    const report = await check();
    assert.deepEqual([report.link, report.passed, failed(report)], ["model", true, []]);
  });

  it("fails one below its gates, and says which labels were confused", async () => {
    const report = await check({}, mixed);
    assert.deepEqual(failed(report), ["accuracy", "macro-F1", "recall of each label"]);
    const { detail, measured } = named(report, "accuracy");
    assert.match(detail, /Fontanería → Electricidad \(1\)/u);
    assert.equal(measured?.accuracy, 0.75);
    assert.equal(measured["Fontanería → Electricidad"], 1);
    assert.match(named(report, "recall of each label").detail, /Fontanería 50.0 %/u);
  });

  it("passes the same one when less is demanded", async () => {
    const report = await check({ gates: { accuracy: 0.7, macroF1: 0.7, recall: 0.5 } }, mixed);
    assert.ok(report.passed);
  });

  it("fails one that does not answer a golden example", async () => {
    const report = await check({ golden: [{ text: "no hay luz", label: "Carpintería" }] });
    assert.deepEqual(failed(report), ["golden examples"]);
    assert.match(named(report, "golden examples").detail, /Electricidad in place of Carpintería/u);
  });

  it("counts test rows without a word as wrong", async () => {
    const report = await check({}, [...claims, { text: "…", label: "Fontanería" }]);
    assert.ok(failed(report).includes("accuracy"));
    assert.match(named(report, "accuracy").detail, /1 of them without an answer/u);
  });

  it("measures latency, and gates it when told to", async () => {
    const { measured } = named(await check(), "latency");
    assert.ok(measured!.p50Microseconds! > 0 && measured!.p99Microseconds! >= measured!.p50Microseconds!);
    const impossible = await check({ gates: { ...definition.gates, p99Microseconds: 1e-6 } });
    assert.deepEqual(failed(impossible), ["latency"]);
  });

  it("passes nothing where there is no test row", async () => {
    assert.ok(failed(await check({}, [])).includes("accuracy"));
  });

  it("refuses a broken package and a broken dataset", async () => {
    const dataset = await writeDataset();
    const nowhere = `${folder}/nowhere`;
    await assert.rejects(checkModel({ definition, folder: nowhere, dataset }), {
      code: "MODEL_PACKAGE_BROKEN",
    });
    await assert.rejects(checkModel({ definition, folder, dataset: nowhere }), {
      code: "MODEL_DATASET_INVALID",
    });
  });
});
