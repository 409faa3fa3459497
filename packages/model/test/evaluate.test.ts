import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type Decision,
  evaluate,
  type Evaluation,
  type Example,
  type Model,
  type Prediction,
} from "@eslabon/model";
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

  it("puts answers into bins of confidence, empty ones left out", async () => {
    const { reliability } = await judge([0.97, true], [0.99, false], [0.52, false], [0.98, true]);
    assert.deepEqual(reliability, [
      { rows: 1, confidence: 0.52, accuracy: 0 },
      { rows: 3, confidence: 0.98, accuracy: 0.666667 },
    ]);
  });

  it("counts as decided what the model decides", async () => {
    const { confidence } = model.manifest.threshold;
    const { decided } = await judge([confidence, true], [confidence - 1e-9, true], [1, false], [1, true]);
    assert.deepEqual(decided, { coverage: 0.75, precision: 0.666667 });
  });

  it("says what other thresholds would decide, equally sure answers together", async () => {
    const { thresholds } = await judge([0.5, false], [0.9, true], [0.7, true], [0.9, true]);
    assert.deepEqual(thresholds, [
      { confidence: 0.9, coverage: 0.5, precision: 1 },
      { confidence: 0.7, coverage: 0.75, precision: 1 },
      { confidence: 0.5, coverage: 1, precision: 0.75 },
    ]);
  });

  it("gives twenty thresholds of many rows, evenly from the surest answers to all", async () => {
    const answers = Array.from({ length: 2000 }, (_, row) => [(row + 0.5) / 2000, true] as const);
    const { thresholds } = await judge(...answers);
    const wanted = Array.from({ length: 20 }, (_, point) => (point + 1) / 20);
    assert.deepEqual(
      thresholds.map(({ coverage }) => coverage),
      wanted,
    );
  });

  it("has the same rows in bins and thresholds as in all", async () => {
    const anyAnswer = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(anyAnswer, { minLength: 1 }), async (answers) => {
        const { rows, accuracy, ece, reliability, thresholds } = await judge(...answers);
        assert.equal(total(reliability.map((bin) => bin.rows)), rows);
        const off = total(reliability.map((bin) => bin.rows * Math.abs(bin.accuracy - bin.confidence)));
        assert.ok(Math.abs(off / rows - ece) < 1e-5);
        assert.ok(thresholds.length <= 20);
        for (const [one, next] of pairs(thresholds)) {
          assert.ok(one.confidence > next.confidence && one.coverage < next.coverage);
        }
        const { coverage, precision } = thresholds.at(-1)!;
        assert.deepEqual([coverage, precision], [1, accuracy]);
      }),
    );
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
  return { ...model, decide: () => surely(confidence) };
}

/** Evaluates answers that were so sure, and right or not. */
function judge(
  ...answers: readonly (readonly [confidence: number, isRight: boolean])[]
): Promise<Evaluation> {
  const left = answers.values();
  const asked = { ...model, decide: () => surely(left.next().value![0]) };
  return evaluate(
    asked,
    answers.map(([, isRight]) => ({ text: "a", label: isRight ? "yes" : "no" })),
  );
}

/** As sure of "yes" as it is probable. */
function surely(confidence: number): Decision {
  return { label: "yes", confidence, prediction: yes(confidence) };
}

function yes(confidence: number): Prediction {
  return [
    { label: "yes", score: confidence },
    { label: "no", score: 1 - confidence },
  ];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Each item with the one after it. */
function pairs<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.slice(1).map((next, index) => [items[index]!, next] as const);
}
