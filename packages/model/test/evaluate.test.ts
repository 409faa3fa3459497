import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { evaluate, type Evaluation, type Example, type Model } from "@eslabon/model";
import fc from "fast-check";
import { claims } from "./claims.ts";
import { writeClaimsModel } from "./claims-model.ts";

const { model } = await writeClaimsModel();
const text = { Carpintería: "la puerta no cierra", Electricidad: "no hay luz", Fontanería: "gotea el grifo" };

function ofLabel({ labels }: Evaluation, label: string): Evaluation["labels"][number] | undefined {
  return labels.find((one) => one.label === label);
}

describe("evaluation", () => {
  it("counts what was answered rightly", async () => {
    const result = await evaluate(model, claims);
    assert.deepEqual([result.rows, result.unanswered], [claims.length, 0]);
    assert.equal(result.accuracy, 1);
    assert.equal(result.macroF1, 1);
    assert.deepEqual(result.confusion, []);
  });

  it("gives the figures of scikit-learn", async () => {
    // y_true = [F, F, F, E, C], y_pred = [F, F, E, E, C]: accuracy 0.8, F1 by label C 1, E 2/3, F 0.8.
    const result = await evaluate(model, [
      { text: text.Fontanería, label: "Fontanería" },
      { text: text.Fontanería, label: "Fontanería" },
      { text: text.Electricidad, label: "Fontanería" },
      { text: text.Electricidad, label: "Electricidad" },
      { text: text.Carpintería, label: "Carpintería" },
    ]);
    assert.equal(result.accuracy, 0.8);
    assert.equal(result.macroF1, 0.822222);
    assert.deepEqual(ofLabel(result, "Fontanería"), {
      label: "Fontanería",
      precision: 1,
      recall: 0.666667,
      f1: 0.8,
      support: 3,
    });
    assert.deepEqual(result.confusion, [{ label: "Fontanería", answered: "Electricidad", rows: 1 }]);
  });

  it("counts texts that cannot be answered as wrong, and tells them apart", async () => {
    const result = await evaluate(model, [
      { text: text.Fontanería, label: "Fontanería" },
      { text: "¿?", label: "Fontanería" },
    ]);
    assert.deepEqual([result.rows, result.unanswered, result.accuracy], [2, 1, 0.5]);
    assert.equal(ofLabel(result, "Fontanería")?.recall, 0.5);
  });

  it("counts labels that the model does not know as wrong, and in macro-F1", async () => {
    const result = await evaluate(model, [
      { text: text.Fontanería, label: "Fontanería" },
      { text: text.Electricidad, label: "Jardinería" },
    ]);
    assert.equal(result.accuracy, 0.5);
    // Fontanería 1; Jardinería 0; Electricidad, answered and never right, 0.
    assert.equal(result.macroF1, 0.333333);
    assert.equal(ofLabel(result, "Jardinería")?.f1, 0);
  });

  it("is the same for a stream", async () => {
    async function* stream(): AsyncGenerator<Example> {
      for (const claim of claims) yield await Promise.resolve(claim);
    }
    assert.deepEqual(await evaluate(model, stream()), await evaluate(model, claims));
  });

  it("of nothing is nothing", async () => {
    const { rows, accuracy, macroF1, ece } = await evaluate(model, []);
    assert.deepEqual([rows, accuracy, macroF1, ece], [0, 0, 0, 0]);
  });

  it("measures calibration: confident and right half the time is 0.5 off, unsure by as much is not", async () => {
    const sure = await evaluate(answering(1), halfRight);
    const honest = await evaluate(answering(0.5), halfRight);
    assert.equal(sure.ece, 0.5);
    assert.equal(honest.ece, 0);
  });

  it("has shares from 0 to 1, and as many rows in its labels as there are", async () => {
    const anyRow = fc.record({
      text: fc.constantFrom("?", ...claims.map((claim) => claim.text)),
      label: fc.constantFrom("Fontanería", "Electricidad", "Otra"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), async (rows) => {
        const result = await evaluate(model, rows);
        const shares = [result.accuracy, result.macroF1, result.ece, ...result.labels.map(({ f1 }) => f1)];
        assert.ok(shares.every((share) => share >= 0 && share <= 1));
        assert.equal(
          result.labels.reduce((sum, { support }) => sum + support, 0),
          rows.length,
        );
      }),
    );
  });
});

const halfRight = [
  { text: "a", label: "yes" },
  { text: "b", label: "no" },
];

/** A model that always answers "yes" with the same confidence. */
function answering(confidence: number): Model {
  const prediction = [
    { label: "yes", score: confidence },
    { label: "no", score: 1 - confidence },
  ];
  return { ...model, predict: () => prediction };
}
