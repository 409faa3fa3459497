import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { digestFolder, type EslabonError } from "@eslabon/link";
import { evaluate, inputOf, learnFields, trainClassifier } from "@eslabon/model";
import { definitions, deliveries } from "./deliveries.ts";
import { typeCheck } from "../type-check.ts";
import { writeDeliveriesModel } from "./deliveries-model.ts";

const { folder, model } = await writeDeliveriesModel();
const extra = await learnFields(definitions, deliveries);
const texto = "se ha roto la ventana 3";
const read = (file: string): Promise<string> => readFile(join(folder, file), "utf8");

function first(input: Record<string, unknown>): string {
  return model.predict({ texto, ...input })[0]!.label;
}

function refusal(input: Record<string, unknown>): EslabonError {
  try {
    model.predict({ texto, ...input });
  } catch (error) {
    return error as EslabonError;
  }
  throw new Error("it was answered");
}

describe("a model that reads more than text", () => {
  it("tells by the fields what the text does not tell", () => {
    assert.equal(first({ importe: 40, canal: "web", fecha: "2026-02-02" }), "Tienda");
    assert.equal(first({ importe: 640, canal: "web", fecha: "2026-02-03" }), "Peritaje");
    assert.equal(first({ importe: 40, canal: "app", fecha: "2026-02-07T23:40+01:00" }), "Guardia");
  });

  it("does so by each kind of field alone", () => {
    assert.equal(first({ importe: 700 }), "Peritaje");
    assert.equal(first({ importe: 100, canal: "app" }), "Guardia");
    assert.equal(first({ importe: 100, fecha: "2026-03-07T23:00Z" }), "Guardia");
  });

  it("is better at rows that it has not seen than it is without them", async () => {
    const plain = deliveries.map(({ text, label }) => ({ text, label }));
    const without = (await trainClassifier(plain, { threads: 1 })).crossValidation.accuracy;
    assert.ok(model.manifest.metrics.accuracy > 0.9 && without < 0.6, String(without));
  });

  it("answers without what it does not need", () => {
    for (const nothing of [undefined, null, "", " "]) {
      const { explanation } = model.explain({ texto, importe: 40, canal: nothing });
      assert.deepEqual(
        explanation.fields.map(({ field, value }) => [field, value]),
        [
          ["canal", null],
          ["importe", 40],
          ["fecha", null],
        ],
      );
    }
  });

  it("refuses an input without what it needs", () => {
    for (const input of [{}, { importe: null }, { importe: undefined }, { Importe: 7 }]) {
      const { code, message } = refusal(input);
      assert.equal(code, "MODEL_FIELD_MISSING");
      assert.match(message, /"importe"/u);
    }
  });

  const wrong: [field: string, value: unknown][] = [
    ["importe", "120"],
    ["importe", NaN],
    ["importe", -Infinity],
    ["importe", 7n],
    ["importe", [120]],
    ["canal", { name: "app" }],
    ["canal", "secreto".repeat(100)],
    ["canal", Symbol("app")],
    ["fecha", "secreto"],
    ["fecha", new Date(0)],
    ["fecha", 2026],
  ];
  for (const [field, value] of wrong) {
    it(`refuses ${typeof value} ${String(value).slice(0, 20)} in ${field}, and does not repeat it`, () => {
      const { code, message, fix } = refusal({ importe: 40, [field]: value });
      assert.equal(code, "MODEL_FIELD_TYPE");
      assert.ok(message.startsWith(`"${field}" must be `));
      assert.doesNotMatch(message + fix, /secreto|120/u);
    });
  }

  it("says first what is wrong with the text", () => {
    assert.throws(() => model.predict({ texto: "…", importe: "x" }), { code: "MODEL_TEXT_EMPTY" });
  });

  it("hears nothing from a category that it does not know", () => {
    const { fields } = model.explain({ texto, importe: 40, canal: "fax" }).explanation;
    assert.deepEqual(fields[0], { field: "canal", value: "fax", weight: 0 });
  });

  it("explains an answer by words and fields that add up", () => {
    const input = { texto, importe: 640, canal: "web", fecha: "2026-02-03" };
    const { prediction, explanation } = model.explain(input);
    assert.deepEqual(prediction, model.predict(input));
    assert.equal(explanation.label, "Peritaje");
    const importe = explanation.fields.find(({ field }) => field === "importe")!;
    assert.ok([...explanation.words, ...explanation.fields].every(({ weight }) => weight <= importe.weight));
  });

  it("counts an example without a needed field as not answered", async () => {
    const [row] = deliveries;
    const { rows, unanswered } = await evaluate(model, [row!, { text: row!.text, label: row!.label }]);
    assert.deepEqual([rows, unanswered], [2, 1]);
  });
});

describe("its package", () => {
  it("has golden examples with their fields, and answers them", async () => {
    const { golden } = model.manifest;
    assert.ok(golden.length > 0);
    assert.deepEqual(JSON.parse(await read("golden.json")), golden);
    for (const example of golden) {
      assert.ok(example.fields?.importe !== undefined);
      assert.equal(model.predict(inputOf(model.manifest, example))[0]!.label, example.label);
    }
  });

  it("keeps what was learnt of the fields", () => {
    assert.deepEqual(model.manifest.fields.extra, extra);
  });

  it("declares the fields' types", async () => {
    await typeCheck(
      folder,
      `import type { Model } from "@eslabon/model";
      import { type Input, model } from "./index.js";
      const input: Input = { texto: "a", importe: 7, canal: "app", fecha: "2026-02-09" };
      model.predict({ texto: "a", importe: 7, canal: null, fecha: undefined });
      // @ts-expect-error without what it needs
      model.predict({ texto: "a", canal: "app" });
      // @ts-expect-error a number that is a string
      model.predict({ texto: "a", importe: "7" });
      model.predict({ texto: "a", importe: 7, canal: "fax" });
      // @ts-expect-error a category that is no name
      model.predict({ texto: "a", importe: 7, canal: 7 });
      const general: Model = model;
      console.log(input, general);`,
    );
  });

  it("has a card that says what is read of each", async () => {
    const card = await read("README.md");
    assert.match(card, /\| `canal` \| category \| no \| app, web \|/u);
    assert.match(card, /\| `importe` \| number \| yes \| whether it is from \d/u);
    assert.match(card, /model\.decide\(\{.*"importe": \d/u);
  });

  it("is the same to the byte from the same rows", async () => {
    const again = await writeDeliveriesModel(2);
    assert.equal(await digestFolder(again.folder), await digestFolder(folder));
  });
});
