import type { Weights } from "../../classifier.ts";
import { type MeanTable, reorder } from "../merge.ts";
import { quantise } from "../quantise.ts";
import { strongestColumns } from "../strongest-columns.ts";

/** What members have learnt that corrects a classifier. */
export interface Correction extends MeanTable {
  /** Its column for each of the classifier's that it changes, or -1. */
  readonly columns: Int32Array;
}

/** A classifier with its correction as one classifier. */
export function mergeCorrection(before: Weights, correction: Correction): Weights {
  const changed = Uint32Array.from(
    correction.columns.keys().filter((column) => correction.columns[column]! >= 0),
  );
  const biases = before.biases.map((bias, label) => bias + correction.biases[label]!);
  const after = quantise(
    { vocabulary: reorder(before, changed), biases, weighted: changed.length },
    (place, weights) => {
      readColumn(before, changed[place]!, weights);
      correction.addColumn(correction.columns[changed[place]!]!, weights);
    },
  );
  return chooseColumns(before, after, changed);
}

function readColumn({ scales, cells, biases }: Weights, column: number, weights: Float64Array): void {
  weights.fill(0);
  if (column >= scales.length) return;
  for (let label = 0; label < biases.length; label += 1)
    weights[label] = cells[column * biases.length + label]! * scales[column]!;
}

/** Gives weights to the columns with the largest, as they are after the change. */
function chooseColumns(before: Weights, after: Weights, changed: Uint32Array): Weights {
  const labels = before.biases.length;
  const scales = new Float32Array(before.hashes.length);
  scales.set(before.scales);
  const places = new Int32Array(before.hashes.length).fill(-1);
  for (const [place, column] of changed.entries()) {
    scales[column] = after.scales[place]!;
    places[column] = place;
  }
  const { columns, weighted } = strongestColumns(before, (column) => scales[column]! ** 2);
  const cells = new Int8Array(weighted * labels);
  for (let column = 0; column < weighted; column += 1) {
    const from = columns[column]!;
    const place = places[from]!;
    const [table, row] = place < 0 ? [before.cells, from] : [after.cells, place];
    cells.set(table.subarray(row * labels, (row + 1) * labels), column * labels);
  }
  const chosen = Float32Array.from(columns.subarray(0, weighted), (column) => scales[column]!);
  return { ...reorder(before, columns), biases: after.biases, scales: chosen, cells };
}
