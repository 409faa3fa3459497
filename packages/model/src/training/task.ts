import { HingeSolver } from "./hinge.ts";
import type { Matrix } from "./matrix.ts";

/** Everything that threads share: what to learn from, where the results go, and which label is next. */
export interface Task {
  readonly matrix: Matrix;
  /** The label of each row, by its number. */
  readonly targets: Uint32Array<SharedArrayBuffer>;
  /** One row of `matrix.width` weights a label. */
  readonly weights: Float32Array<SharedArrayBuffer>;
  /** One a label. */
  readonly biases: Float64Array<SharedArrayBuffer>;
  readonly next: Int32Array<SharedArrayBuffer>;
}

export function newTask(matrix: Matrix, targets: Uint32Array, labels: number): Task {
  const shared = new Uint32Array(new SharedArrayBuffer(targets.length * 4));
  shared.set(targets);
  return {
    matrix,
    targets: shared,
    weights: new Float32Array(new SharedArrayBuffer(labels * matrix.width * 4)),
    biases: new Float64Array(new SharedArrayBuffer(labels * 8)),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
}

/**
 * Takes labels until there are none left. A label's result depends on nothing but the label, so it is the same whichever thread
 * takes it.
 */
export function solveLabels(task: Task, onLabel: () => void): void {
  const { matrix, targets, weights, biases } = task;
  const solver = new HingeSolver(matrix);
  for (let label = take(task); label < biases.length; label = take(task)) {
    solver.solve((row) => targets[row] === label, label);
    weights.set(solver.weights, label * matrix.width);
    biases[label] = solver.bias;
    onLabel();
  }
}

function take(task: Task): number {
  return Atomics.add(task.next, 0, 1);
}
