import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EslabonError } from "@eslabon/link";
import { defineModel, type ModelDefinition } from "@eslabon/model";

const good: ModelDefinition = {
  name: "hogar",
  gates: { accuracy: 0.8, macroF1: 0.8, recall: 0.6 },
  golden: [{ text: "Tengo un charco en el baño", label: "Fontanería" }],
};

/** A definition with two fields, and a golden example that says so much of them. */
function goldenWith(fields: object): object {
  return {
    fields: { canal: { type: "category" }, importe: { type: "number", required: true } },
    golden: [{ text: "charco", label: "Fontanería", fields }],
  };
}

describe("a model's definition", () => {
  it("is given back as it is", () => {
    assert.equal(defineModel(good), good);
    const program = ["python3", "train.py"];
    const full = { ...good, text: "texto", label: "gremio", limits: { textLength: 500 }, program };
    assert.equal(defineModel(full), full);
    const withFields = { ...good, ...goldenWith({ importe: 7 }) };
    assert.equal(defineModel(withFields), withFields);
  });

  const wrong: [field: string, change: object][] = [
    ["name", { name: "Hogar/modelo" }],
    ["name", { name: undefined }],
    ["gates.accuracy", { gates: { ...good.gates, accuracy: 80 } }],
    ["gates.recall", { gates: { accuracy: 0.8, macroF1: 0.8 } }],
    ["gates.p99Microseconds", { gates: { ...good.gates, p99Microseconds: 0 } }],
    ["golden", { golden: [] }],
    ["golden.0.label", { golden: [{ text: "charco" }] }],
    ["golden.0.text", { golden: [{ text: 7, label: "Fontanería" }] }],
    ["limits.textLength", { limits: { textLength: 0.5 } }],
    ["program", { program: [] }],
    ["program", { program: "python3 train.py" }],
    ["goldens", { goldens: [] }],
    ["fields.canal.type", { fields: { canal: { type: "name" } } }],
    ["fields.canal.needed", { fields: { canal: { type: "category", needed: true } } }],
    ["fields.a=b", { fields: { "a=b": { type: "category" } } }],
    ["fields.texto", { text: "texto", fields: { texto: { type: "category" } } }],
    ["fields", { program: ["python3"], fields: { canal: { type: "category" } } }],
    ["golden.0.fields.canel", goldenWith({ importe: 7, canel: "app" })],
    ["golden.0.fields.importe", goldenWith({ canal: "app" })],
    ["golden.0.fields.importe", goldenWith({ importe: "7" })],
    ["golden.0.fields.canal", goldenWith({ importe: 7, canal: ["app"] })],
  ];
  for (const [field, change] of wrong) {
    it(`is refused when ${field} is wrong: ${JSON.stringify(change)}`, () => {
      const definition = { ...good, ...change };
      assert.throws(
        () => defineModel(definition),
        ({ code, message }: EslabonError) =>
          code === "MODEL_DEFINITION_INVALID" && message.startsWith(`in the model's definition, ${field} `),
      );
    });
  }

  it("is refused when it is none", () => {
    for (const nothing of [undefined, null, 7, []]) {
      assert.throws(() => defineModel(nothing as unknown as ModelDefinition), {
        code: "MODEL_DEFINITION_INVALID",
      });
    }
  });
});
