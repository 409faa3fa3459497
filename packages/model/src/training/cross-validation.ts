import { type Evaluation, Tally } from "../evaluation.ts";
import { fitTemperature, type JudgedMargins } from "./calibrate.ts";
import type { Task } from "./task.ts";

/** What the rows that were held out tell: the temperature that makes probabilities honest, and how good the answers were. */
export function calibrate(
  task: Task,
  labels: readonly string[],
): { temperature: number; evaluation: Evaluation } {
  const judged = heldRows(task);
  const temperature = fitTemperature(judged);
  const tally = new Tally();
  for (const [row, target] of judged.targets.entries()) {
    const margins = judged.margins.subarray(row * judged.labels, (row + 1) * judged.labels);
    const highest = Math.max(...margins);
    const sum = margins.reduce((total, margin) => total + Math.exp((margin - highest) / temperature), 0);
    tally.add(labels[target]!, labels[margins.indexOf(highest)]!, 1 / sum);
  }
  return { temperature, evaluation: tally.evaluation() };
}

function heldRows({ targets, folds, heldFolds, heldMargins, labels }: Task): JudgedMargins {
  const held = targets.keys().filter((row) => folds[row]! < heldFolds);
  const rows = [...held];
  const margins = new Float32Array(rows.length * labels);
  for (const [place, row] of rows.entries()) {
    margins.set(heldMargins.subarray(row * labels, (row + 1) * labels), place * labels);
  }
  return { margins, targets: Uint32Array.from(rows, (row) => targets[row]!), labels };
}
