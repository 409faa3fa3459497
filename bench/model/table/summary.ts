import { table } from "../../markdown.ts";
import { type Goal, goals } from "../goals.ts";
import { describeBound } from "../verdict.ts";
import type { Figures } from "./figures.ts";
import { show } from "./measures.ts";
import type { SetReport } from "./report.ts";

interface Column {
  readonly title: string;
  readonly set: string;
  readonly measure: keyof Figures;
}

const columns: readonly Column[] = [
  { title: "banking77", set: "banking77", measure: "accuracy" },
  { title: "clinc150", set: "clinc150", measure: "accuracy" },
  { title: "fbmtod-es", set: "fbmtod-es", measure: "accuracy" },
  { title: "fbmtod-es, F1", set: "fbmtod-es", measure: "macroF1" },
  { title: "hogar", set: "hogar", measure: "accuracy" },
  { title: "training, CPU s: banking77", set: "banking77", measure: "trainingCpuSeconds" },
  { title: "clinc150", set: "clinc150", measure: "trainingCpuSeconds" },
  { title: "one text, mean µs (banking77)", set: "banking77", measure: "meanMicroseconds" },
  { title: "p99 µs", set: "banking77", measure: "p99Microseconds" },
  { title: "MB (banking77)", set: "banking77", measure: "modelBytes" },
  { title: "ECE (banking77)", set: "banking77", measure: "calibrationError" },
  { title: "out-of-scope AUROC (clinc150)", set: "clinc150", measure: "outOfScopeAuroc" },
];

/** The figures for which goals are set, of all contestants, with what is wanted of ours below them. */
export function summary(sets: readonly SetReport[]): string {
  const contestants = sets[0]?.results.map(({ name, contestant }) => ({ name, contestant })) ?? [];
  const rows = contestants.map(({ name, contestant }) => [
    contestant,
    ...columns.map(({ set, measure }) => {
      const results = sets.find((report) => report.name === set)?.results;
      return show(results?.find((result) => result.name === name)?.figures, measure);
    }),
  ]);
  const wanted = [
    ["wanted of eslabon: at least", ...columns.map((column) => bound(column, ({ atLeast }) => atLeast))],
    ["goal", ...columns.map((column) => bound(column, ({ goal }) => goal))],
  ];
  return table(["", ...columns.map(({ title }) => title)], [...rows, ...wanted]);
}

function bound({ set, measure }: Column, of: (goal: Goal) => number | undefined): string {
  const goal = goals.find((each) => each.part === "table" && each.set === set && each.measure === measure);
  const value = goal && of(goal);
  return value === undefined ? "–" : describeBound(goal!, value);
}
