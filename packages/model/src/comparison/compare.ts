import { type Progress, silent } from "@eslabon/link";
import { modelErrors } from "../errors.ts";
import type { Example } from "../example.ts";
import type { Model } from "../model.ts";
import { ChangedAnswers } from "./changed-answers.ts";
import type { Comparison, Side } from "./comparison.ts";
import { Contestant } from "./contestant.ts";
import { compareLabels } from "./label-changes.ts";
import { testMcNemar } from "./mcnemar.ts";
import { rounded } from "./rounded.ts";

export interface ComparisonOptions {
  /** How many changed answers of each kind are kept; 2,000 unless given. The others are counted only. */
  readonly keep?: number;
  readonly progress?: Progress;
}

const KEEP = 2000;
/** Rows between two words about progress. */
const STEP = 500;
/** Below it, a difference is held to be more than chance. */
const LEVEL = 0.05;

/**
 * Asks two models about the same examples and says what changes from A to B. Their labels and the names of their text
 * fields may differ. The examples should be ones that neither was trained on.
 *
 * @throws EslabonError `MODEL_COMPARISON_EMPTY` when there is no example.
 */
export async function compareModels(
  a: Model,
  b: Model,
  examples: AsyncIterable<Example> | Iterable<Example>,
  { keep = KEEP, progress = silent }: ComparisonOptions = {},
): Promise<Comparison> {
  const one = new Contestant(a);
  const other = new Contestant(b);
  const agreement = { bothRight: 0, onlyA: 0, onlyB: 0, bothWrong: 0 };
  const lost = new ChangedAnswers(keep);
  const won = new ChangedAnswers(keep);
  const elsewhere = new ChangedAnswers(keep);
  const changedIn = { bothRight: elsewhere, onlyA: lost, onlyB: won, bothWrong: elsewhere };
  let rows = 0;
  for await (const example of examples) {
    const answers = { a: one.answer(example), b: other.answer(example) };
    const who = whoIsRight(answers.a.label === example.label, answers.b.label === example.label);
    agreement[who] += 1;
    if (answers.a.label !== answers.b.label) changedIn[who].add({ example, ...answers });
    rows += 1;
    if (rows % STEP === 0) progress(`${rows} rows`);
  }
  if (rows === 0) throw modelErrors.MODEL_COMPARISON_EMPTY();
  progress(`${rows} rows; asking for the reasons of changed answers`);
  return {
    rows,
    ...compareFigures(one, other),
    agreement,
    mcnemar: judge(agreement),
    onlyIn: { a: labelsOnlyIn(a, b), b: labelsOnlyIn(b, a) },
    changed: {
      lost: lost.explained(one, other),
      won: won.explained(one, other),
      other: elsewhere.explained(one, other),
    },
  };
}

function whoIsRight(a: boolean, b: boolean): keyof Comparison["agreement"] {
  if (a) return b ? "bothRight" : "onlyA";
  return b ? "onlyB" : "bothWrong";
}

function judge({ onlyA, onlyB }: Comparison["agreement"]): Comparison["mcnemar"] {
  const test = testMcNemar(onlyA, onlyB);
  const ahead = onlyB > onlyA ? "b" : "a";
  return { ...test, better: test.p < LEVEL ? ahead : null };
}

function compareFigures(
  one: Contestant,
  other: Contestant,
): Pick<Comparison, "a" | "b" | "difference" | "labels"> {
  const a = one.figures();
  const b = other.figures();
  return {
    a: a.side,
    b: b.side,
    difference: subtract(b.side, a.side),
    labels: compareLabels(
      { known: one.model.manifest.labels, figures: a.labels },
      { known: other.model.manifest.labels, figures: b.labels },
    ),
  };
}

function subtract(b: Side, a: Side): Comparison["difference"] {
  return {
    accuracy: rounded(b.accuracy - a.accuracy),
    macroF1: rounded(b.macroF1 - a.macroF1),
    ece: rounded(b.ece - a.ece),
    decided: rounded(b.decided - a.decided),
    precision: a.precision === null || b.precision === null ? null : rounded(b.precision - a.precision),
    unanswered: b.unanswered - a.unanswered,
  };
}

function labelsOnlyIn({ manifest }: Model, other: Model): string[] {
  const others = new Set(other.manifest.labels);
  return manifest.labels.filter((label) => !others.has(label));
}
