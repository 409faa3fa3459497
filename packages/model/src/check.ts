import { type Check, type CheckReport, checkReport, EslabonError } from "@eslabon/link";
import { readDataset } from "./dataset.ts";
import type { ModelDefinition } from "./definition.ts";
import { evaluate } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Example } from "./example.ts";
import { exampleValue } from "./fields/example-value.ts";
import { inputOf } from "./input/input-of.ts";
import { orRefused } from "./input/or-refused.ts";
import { measureLatency } from "./latency.ts";
import type { Manifest } from "./manifest.ts";
import type { Input, Model } from "./model.ts";
import { loadModel } from "./package/load.ts";

export interface CheckOptions {
  readonly definition: ModelDefinition;
  /** The folder of the model package. */
  readonly folder: string;
  /** The folder of the dataset package that has the test rows. */
  readonly dataset: string;
}

/** What is wrong with an input, which has to be told by this code. */
type KnownError = readonly [code: string, input: Input];

/** Of the pairs of confused labels. */
const MOST_SHOWN = 5;

/**
 * Tests a model package: classification power against the definition's gates, golden examples, known errors, latency.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`, `MODEL_DATASET_INVALID`.
 */
export async function checkModel({ definition, folder, dataset }: CheckOptions): Promise<CheckReport> {
  const model = await loadModel(folder);
  const { test } = await readDataset(dataset, definition);
  const examples: Example[] = [];
  for await (const example of test()) examples.push(example);
  const evaluation = await evaluate(model, examples);
  return checkReport("model", [
    checkAccuracy(evaluation, definition.gates.accuracy),
    checkMacroF1(evaluation, definition.gates.macroF1),
    checkRecall(evaluation, definition.gates.recall),
    checkGolden(model, definition.golden),
    checkKnownErrors(model),
    checkLatency(model, examples, definition.gates.p99Microseconds),
  ]);
}

/** With how often which label was answered in place of which, as the accuracy's other side. */
function checkAccuracy({ accuracy, rows, unanswered, confusion }: Evaluation, gate: number): Check {
  const pairs = confusion.map((cell) => [`${cell.label} → ${cell.answered}`, cell.rows] as const);
  const worst = pairs.slice(0, MOST_SHOWN).map(([pair, count]) => `${pair} (${count})`);
  return {
    name: "accuracy",
    passed: accuracy >= gate,
    detail: [
      `${percent(accuracy)} of ${rows} test rows, ${percent(gate)} demanded`,
      ...(unanswered > 0 ? [`${unanswered} of them without an answer`] : []),
      ...(worst.length > 0 ? [`most confused: ${worst.join(", ")}`] : []),
    ].join("; "),
    measured: { accuracy, rows, unanswered, ...Object.fromEntries(pairs) },
  };
}

function checkMacroF1({ macroF1 }: Evaluation, gate: number): Check {
  return {
    name: "macro-F1",
    passed: macroF1 >= gate,
    detail: `${macroF1.toFixed(4)}, ${gate.toFixed(4)} demanded`,
    measured: { macroF1 },
  };
}

/** Only of labels with test rows: of the others there is nothing to find again. */
function checkRecall({ labels }: Evaluation, gate: number): Check {
  const tested = labels.filter(({ support }) => support > 0).sort((a, b) => a.recall - b.recall);
  const below = tested.filter(({ recall }) => recall < gate);
  const shown = below.length > 0 ? below : tested.slice(0, 1);
  const list = shown.map(({ label, recall }) => `${label} ${percent(recall)}`).join(", ");
  return {
    name: "recall of each label",
    passed: tested.length > 0 && below.length === 0,
    detail: `${percent(gate)} demanded; ${below.length > 0 ? "below it" : "lowest"}: ${list}`,
    measured: Object.fromEntries(tested.map(({ label, recall }) => [label, recall])),
  };
}

function checkGolden(model: Model, golden: readonly Example[]): Check {
  const wrong = golden.flatMap((example) => {
    const answer = answerOf(model, inputOf(model.manifest, example));
    return answer === example.label
      ? []
      : [`“${example.text}” is answered ${answer} in place of ${example.label}`];
  });
  return {
    name: "golden examples",
    passed: wrong.length === 0,
    detail: wrong.length > 0 ? wrong.join("; ") : `all ${golden.length} answered as they must be`,
    measured: { examples: golden.length, wrong: wrong.length },
  };
}

function checkKnownErrors(model: Model): Check {
  const { fields, limits } = model.manifest;
  const expected: KnownError[] = [
    ["MODEL_TEXT_MISSING", {}],
    ["MODEL_TEXT_TYPE", { [fields.text]: 7 }],
    ["MODEL_TEXT_EMPTY", { [fields.text]: " …?" }],
    ["MODEL_TEXT_TOO_LONG", { [fields.text]: "a".repeat(limits.textLength + 1) }],
    ...knownFieldErrors(model.manifest),
  ];
  const wrong = expected.flatMap(([code, input]) => {
    const answer = answerOf(model, input);
    return answer === code ? [] : [`${answer} in place of ${code}`];
  });
  return {
    name: "known errors",
    passed: wrong.length === 0,
    detail: wrong.length > 0 ? wrong.join("; ") : [...new Set(expected.map(([code]) => code))].join(", "),
  };
}

/** Of each field that it is missing where it is needed, and that it is of another type. */
function knownFieldErrors({ fields: { text, extra = [] } }: Manifest): KnownError[] {
  const whole = inputOf(
    { fields: { text } },
    {
      text: "a",
      fields: Object.fromEntries(extra.map((field) => [field.name, exampleValue(field)])),
    },
  );
  return extra.flatMap(({ name, required }): KnownError[] => [
    ["MODEL_FIELD_TYPE", { ...whole, [name]: {} }],
    ...(required ? [["MODEL_FIELD_MISSING", { ...whole, [name]: undefined }] as const] : []),
  ]);
}

/** The first label, or the code of the error. */
function answerOf(model: Model, input: Input): string {
  try {
    return model.predict(input)[0]!.label;
  } catch (error) {
    if (error instanceof EslabonError) return error.code;
    throw error;
  }
}

function checkLatency(model: Model, examples: readonly Example[], gate: number | undefined): Check {
  const answerable = examples.filter((example) =>
    orRefused(() => model.predict(inputOf(model.manifest, example))),
  );
  if (answerable.length === 0) {
    return {
      name: "latency",
      passed: false,
      detail: "there is no test row that it answers to measure it by",
    };
  }
  const latency = measureLatency(model, answerable);
  const { mean, p50, p99 } = latency;
  const demanded = gate === undefined ? "" : `; p99 of ${gate} µs demanded`;
  return {
    name: "latency",
    passed: gate === undefined || p99 <= gate,
    detail: `mean ${mean.toFixed(1)} µs, p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs${demanded}`,
    measured: { meanMicroseconds: mean, p50Microseconds: p50, p99Microseconds: p99 },
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
