import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EslabonError } from "@eslabon/link";
import { compareModels, Comparison, evaluate, type Example, type Model } from "@eslabon/model";
import fc from "fast-check";
import { Value } from "typebox/value";
import { claims } from "../claims.ts";
import { writeClaimsModel } from "../claims-model.ts";

const { model } = await writeClaimsModel();

/** From where on the scripted models decide. */
const SURE = 0.8;

/** A model that answers as it is told: a label and how sure it is of it, by text; it refuses other texts. */
function scripted(
  answers: Readonly<Record<string, readonly [string, number]>>,
  { labels = ["x", "y"], field = "text" } = {},
): Model {
  const ask = (input: Readonly<Record<string, unknown>>): readonly [string, number] => {
    const answer = answers[String(input[field])];
    if (answer) return answer;
    throw new EslabonError("MODEL_TEXT_EMPTY", "no text", "give one");
  };
  const predict: Model["predict"] = (input) => {
    const [label, score] = ask(input);
    return [{ label, score }];
  };
  return {
    manifest: {
      ...model.manifest,
      labels,
      fields: { text: field, label: "label" },
      threshold: { confidence: SURE, precision: 0.9, coverage: 0.5 },
    },
    predict,
    decide: (input) => {
      const [label, score] = ask(input);
      return { label: score >= SURE ? label : null, confidence: score, prediction: predict(input) };
    },
    explain: (input) => {
      const [label] = ask(input);
      const words = [0.5, -1, 2].map((weight, start) => ({
        word: `${label}${start}`,
        start,
        end: start,
        weight,
      }));
      const fields = [
        { field: "canal", value: label, weight: 1 },
        { field: "importe", value: null, weight: -1 },
      ];
      return { prediction: predict(input), explanation: { label, bias: 0, words, fields } };
    },
  };
}

const rows: readonly Example[] = [
  { text: "1", label: "x" },
  { text: "2", label: "x" },
  { text: "3", label: "x" },
  { text: "4", label: "y" },
  { text: "5", label: "y" },
];
const a = scripted({ 1: ["x", 0.9], 2: ["x", 0.6], 3: ["x", 0.9], 4: ["x", 0.8], 5: ["x", 0.7] });
const b = scripted({ 1: ["x", 0.7], 2: ["y", 0.6], 3: ["y", 0.9], 4: ["y", 0.9], 5: ["z", 0.5] });

describe("comparison", () => {
  it("counts who is right", async () => {
    const { agreement, rows: count } = await compareModels(a, b, rows);
    assert.equal(count, 5);
    assert.deepEqual(agreement, { bothRight: 1, onlyA: 2, onlyB: 1, bothWrong: 1 });
  });

  it("gives the figures of both, and what B has more", async () => {
    const comparison = await compareModels(a, b, rows);
    assert.deepEqual(
      [comparison.a.accuracy, comparison.b.accuracy, comparison.difference.accuracy],
      [0.6, 0.4, -0.2],
    );
    for (const [side, asked] of [
      [comparison.a, a],
      [comparison.b, b],
    ] as const) {
      const { accuracy, macroF1, ece } = await evaluate(asked, rows);
      assert.deepEqual([side.accuracy, side.macroF1, side.ece], [accuracy, macroF1, ece]);
    }
  });

  it("counts what is decided, and how often a decision is right", async () => {
    const { a: one, b: other, difference } = await compareModels(a, b, rows);
    assert.deepEqual([one.decided, one.precision], [0.6, 0.666667]);
    assert.deepEqual([other.decided, other.precision], [0.4, 0.5]);
    assert.deepEqual([difference.decided, difference.precision], [-0.2, -0.166667]);
  });

  it("has no precision where nothing is decided", async () => {
    const unsure = scripted({ 1: ["x", 0.5] });
    const { a: one, difference } = await compareModels(unsure, a, rows.slice(0, 1));
    assert.deepEqual([one.decided, one.precision, difference.precision], [0, null, null]);
  });

  it("shows changed answers with the strongest words and fields for each, those that B is surest of first", async () => {
    const { changed } = await compareModels(a, b, rows);
    assert.deepEqual(
      changed.lost.kept.map(({ text }) => text),
      ["3", "2"],
    );
    assert.deepEqual(changed.won, {
      rows: 1,
      kept: [
        {
          text: "4",
          label: "y",
          a: {
            label: "x",
            score: 0.8,
            decided: true,
            words: [
              { word: "x2", start: 2, end: 2, weight: 2 },
              { word: "x0", start: 0, end: 0, weight: 0.5 },
            ],
            fields: [{ field: "canal", value: "x", weight: 1 }],
          },
          b: {
            label: "y",
            score: 0.9,
            decided: true,
            words: [
              { word: "y2", start: 2, end: 2, weight: 2 },
              { word: "y0", start: 0, end: 0, weight: 0.5 },
            ],
            fields: [{ field: "canal", value: "y", weight: 1 }],
          },
        },
      ],
    });
    assert.deepEqual(
      changed.other.kept.map(({ text, a: one, b: other }) => [text, one.label, other.label]),
      [["5", "x", "z"]],
    );
  });

  it("keeps no more changed answers than wanted, the surest, and counts all", async () => {
    const anyScores = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(anyScores, fc.nat(10), async (scores, keep) => {
        const examples = scores.map((_, index) => ({ text: String(index), label: "x" }));
        const right = scripted(Object.fromEntries(examples.map(({ text }) => [text, ["x", 1]])));
        const wrong = scripted(Object.fromEntries(scores.map((score, index) => [index, ["y", score / 20]])));
        const { lost } = (await compareModels(right, wrong, examples, { keep })).changed;
        const order = scores.map((score, index) => ({ score: score / 20, text: String(index) }));
        assert.equal(lost.rows, scores.length);
        assert.deepEqual(
          lost.kept.map(({ text }) => text),
          order
            .toSorted((one, other) => other.score - one.score)
            .slice(0, keep)
            .map(({ text }) => text),
        );
      }),
    );
  });

  it("says of each label what it lost or gained, the greatest loss first", async () => {
    const { labels } = await compareModels(a, b, rows);
    assert.deepEqual(
      labels.map(({ label, rows: count, difference }) => [label, count, difference]),
      [
        ["x", 3, -0.25],
        ["z", 0, 0],
        ["y", 2, 0.4],
      ],
    );
    assert.deepEqual(labels[0]!.a, { recall: 1, f1: 0.75 });
    assert.deepEqual(labels[0]!.b, { recall: 0.333333, f1: 0.5 });
  });

  it("names the labels that only one of them has", async () => {
    const wider = scripted({ 1: ["x", 1] }, { labels: ["x", "z"] });
    const { onlyIn, labels } = await compareModels(a, wider, [
      { text: "1", label: "x" },
      { text: "1", label: "y" },
      { text: "1", label: "z" },
      { text: "1", label: "unheard" },
    ]);
    assert.deepEqual(onlyIn, { a: ["y"], b: ["z"] });
    assert.deepEqual(Object.fromEntries(labels.map(({ label, knownTo }) => [label, knownTo])), {
      x: "both",
      y: "a",
      z: "b",
      unheard: "neither",
    });
  });

  it("asks each model by its own name for the text", async () => {
    const renamed = scripted({ 1: ["x", 1] }, { field: "texto" });
    const { agreement } = await compareModels(a, renamed, rows.slice(0, 1));
    assert.equal(agreement.bothRight, 1);
  });

  it("asks each model about the fields too, and never takes one for the text", async () => {
    const renamed = scripted({ 1: ["x", 1] }, { field: "nota" });
    const asked: unknown[] = [];
    const spied = {
      ...renamed,
      decide: (input: object) => (asked.push(input), renamed.decide({ ...input })),
    };
    const row = { text: "1", label: "x", fields: { nota: "2", importe: 7 } };
    const { agreement } = await compareModels(a, spied, [row]);
    assert.equal(agreement.bothRight, 1);
    assert.deepEqual(asked, [{ nota: "1", importe: 7 }]);
  });

  it("counts a text that a model refuses as wrong", async () => {
    const mute = scripted({});
    const { a: one, b: other, agreement, changed } = await compareModels(a, mute, rows.slice(0, 1));
    assert.deepEqual([one.unanswered, other.unanswered, agreement.onlyA], [0, 1, 1]);
    const refused = { label: null, score: 0, decided: false, words: [], fields: [] };
    assert.deepEqual(changed.lost.kept[0]?.b, refused);
    assert.deepEqual((await compareModels(mute, mute, rows)).changed.other.rows, 0);
  });

  it("says which is better only when chance would hardly make such a difference", async () => {
    const many = (count: number): Example[] =>
      Array.from({ length: count }, () => ({ text: "2", label: "x" }));
    const few = await compareModels(a, b, many(5));
    assert.deepEqual(few.mcnemar, { method: "exact", p: 0.0625, better: null });
    assert.equal((await compareModels(a, b, many(6))).mcnemar.better, "a");
    const [worse, better] = [b, a];
    assert.equal((await compareModels(worse, better, many(40))).mcnemar.better, "b");
  });

  it("of a model with itself finds nothing changed", async () => {
    const comparison = await compareModels(model, model, claims);
    assert.ok(Value.Check(Comparison, comparison));
    const { lost, won, other } = comparison.changed;
    assert.deepEqual([lost.rows, won.rows, other.rows], [0, 0, 0]);
    assert.ok(comparison.labels.every(({ difference }) => difference === 0));
    assert.deepEqual([comparison.mcnemar.p, comparison.mcnemar.better], [1, null]);
  });

  it("is as its schema says, and B against A is A against B the other way round", async () => {
    const answer = fc.tuple(fc.constantFrom("x", "y", "z"), fc.double({ min: 0, max: 1, noNaN: true }));
    const row = fc.record({ label: fc.constantFrom("x", "y"), a: answer, b: answer });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), async (drawn) => {
        const examples = drawn.map(({ label }, index) => ({ text: String(index), label }));
        const one = scripted(Object.fromEntries(drawn.map((each, index) => [index, each.a])));
        const other = scripted(Object.fromEntries(drawn.map((each, index) => [index, each.b])));
        const there = await compareModels(one, other, examples);
        const back = await compareModels(other, one, examples);
        assert.ok(Value.Check(Comparison, there));
        assert.deepEqual([back.b, back.a], [there.a, there.b]);
        assert.equal(back.changed.lost.rows, there.changed.won.rows);
        assert.equal(back.mcnemar.p, there.mcnemar.p);
        const { bothRight, onlyA, onlyB, bothWrong } = there.agreement;
        assert.equal(bothRight + onlyA + onlyB + bothWrong, drawn.length);
        assert.deepEqual(
          back.labels.map(({ label, difference }) => [label, 0 - difference]).sort(),
          there.labels.map(({ label, difference }) => [label, difference]).sort(),
        );
      }),
    );
  });

  it("of no rows is refused", async () => {
    await assert.rejects(compareModels(a, b, []), { code: "MODEL_COMPARISON_EMPTY" });
  });
});
