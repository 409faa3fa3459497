import type { Matrix } from "./matrix.ts";
import { HingeSolver } from "./hinge.ts";

/** Everything that threads share: what to learn from, where the results go, and which label is next. */
export interface Task {
  readonly matrix: Matrix;
  /** The label of each row, by its number. */
  readonly targets: Uint32Array<SharedArrayBuffer>;
  readonly folds: Uint8Array<SharedArrayBuffer>;
  /** How many of the folds are held out in turn. */
  readonly heldFolds: number;
  readonly labels: number;
  /** One row of `matrix.width` weights a label. */
  readonly weights: Float32Array<SharedArrayBuffer>;
  readonly biases: Float64Array<SharedArrayBuffer>;
  /** The margins, a label each, of every row that was held out, by the classifiers that did not see it. */
  readonly heldMargins: Float32Array<SharedArrayBuffer>;
  readonly next: Int32Array<SharedArrayBuffer>;
}

/**
 * Takes labels until there are none left. A label's result depends on nothing but the label, so it is the same whichever thread
 * takes it.
 */
export function solveLabels(task: Task, onLabel: () => void): void {
  const solver = new HingeSolver(task.matrix);
  for (let label = take(task); label < task.labels; label = take(task)) {
    solveLabel(task, label, solver);
    onLabel();
  }
}

function take(task: Task): number {
  return Atomics.add(task.next, 0, 1);
}

function solveLabel(task: Task, label: number, solver: HingeSolver): void {
  const { targets, folds } = task;
  solver.begin((row) => targets[row] === label);
  solver.solve(() => true, label);
  task.weights.set(solver.weights, label * task.matrix.width);
  task.biases[label] = solver.bias;
  const whole = solver.save();
  for (let held = 0; held < task.heldFolds; held += 1) {
    solver.restore(whole);
    solver.solve((row) => folds[row] !== held, label);
    for (const [row, fold] of folds.entries()) {
      if (fold === held) task.heldMargins[row * task.labels + label] = solver.margin(row);
    }
  }
}
