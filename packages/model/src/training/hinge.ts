import type { Matrix } from "./matrix.ts";
import { seededRandom, shuffle } from "./random.ts";

/** How much a wrong margin costs against large weights. */
const COST = 1;
/** Stop when optimality is violated by no more than this. */
const TOLERANCE = 0.1;
const MOST_ROUNDS = 50;
/** Rows rest sooner than in the paper, above this part of the greatest violation: fewer visits, and all are seen again before the end. */
const REST = 0.1;

/**
 * One label against the rest: the linear classifier with the least L2-regularised squared hinge loss, by dual coordinate
 * descent with shrinking (Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 3).
 * The bias is the weight of a column that is 1 in every row.
 *
 * The same rows and seed give the same weights.
 */
export class HingeSolver {
  readonly weights: Float64Array;
  bias = 0;
  readonly #matrix: Matrix;
  readonly #dual: Float64Array;
  readonly #signs: Int8Array;
  readonly #diagonal: Float64Array;
  /** All rows in their present order; the ones that may still change come first. */
  readonly #rows: Uint32Array;
  #active = 0;
  /** The greatest and least violations of optimality in the present round. */
  #high = 0;
  #low = 0;

  constructor(matrix: Matrix) {
    const rows = matrix.starts.length - 1;
    this.#matrix = matrix;
    this.weights = new Float64Array(matrix.width);
    this.#dual = new Float64Array(rows);
    this.#signs = new Int8Array(rows);
    this.#rows = new Uint32Array(rows);
    this.#diagonal = Float64Array.from(this.#dual.keys(), (row) => this.#squareLength(row) + 0.5 / COST);
  }

  /** Tells the rows that have the label from the others. */
  solve(hasLabel: (row: number) => boolean, seed: number): void {
    this.#begin(hasLabel);
    const random = seededRandom(seed);
    let shrinkAbove = Infinity;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      shuffle(this.#rows, this.#active, random);
      this.#runRound(shrinkAbove);
      const isDone = this.#high - this.#low <= TOLERANCE;
      if (isDone && this.#active === this.#rows.length) return;
      // What was set aside is looked at once more before the end.
      if (isDone) this.#active = this.#rows.length;
      shrinkAbove = isDone ? Infinity : REST * Math.max(0, this.#high);
    }
  }

  #begin(hasLabel: (row: number) => boolean): void {
    this.weights.fill(0);
    this.bias = 0;
    this.#dual.fill(0);
    for (let row = 0; row < this.#rows.length; row += 1) {
      this.#rows[row] = row;
      this.#signs[row] = hasLabel(row) ? 1 : -1;
    }
    this.#active = this.#rows.length;
  }

  #margin(row: number): number {
    const { starts, columns, values } = this.#matrix;
    const { weights } = this;
    const end = starts[row + 1]!;
    let sum = this.bias;
    for (let at = starts[row]!; at < end; at += 1) sum += values[at]! * weights[columns[at]!]!;
    return sum;
  }

  #runRound(shrinkAbove: number): void {
    this.#high = -Infinity;
    this.#low = Infinity;
    let place = 0;
    while (place < this.#active) {
      const row = this.#rows[place]!;
      const dual = this.#dual[row]!;
      const gradient = this.#signs[row]! * this.#margin(row) - 1 + (dual * 0.5) / COST;
      if (dual === 0 && gradient > shrinkAbove) {
        this.#setAside(place);
        continue;
      }
      this.#step(row, gradient);
      place += 1;
    }
  }

  /** Takes a row that is well on its right side out of the coming rounds. */
  #setAside(place: number): void {
    this.#active -= 1;
    const row = this.#rows[place]!;
    this.#rows[place] = this.#rows[this.#active]!;
    this.#rows[this.#active] = row;
  }

  /** Moves a row's dual variable to where the gradient is 0, but not below 0. */
  #step(row: number, gradient: number): void {
    const before = this.#dual[row]!;
    const violation = before === 0 ? Math.min(gradient, 0) : gradient;
    this.#high = Math.max(this.#high, violation);
    this.#low = Math.min(this.#low, violation);
    const after = Math.max(0, before - gradient / this.#diagonal[row]!);
    if (after === before) return;
    this.#dual[row] = after;
    this.#add(row, (after - before) * this.#signs[row]!);
  }

  #add(row: number, factor: number): void {
    const { starts, columns, values } = this.#matrix;
    const { weights } = this;
    const end = starts[row + 1]!;
    for (let at = starts[row]!; at < end; at += 1) weights[columns[at]!]! += values[at]! * factor;
    this.bias += factor;
  }

  #squareLength(row: number): number {
    const { starts, values } = this.#matrix;
    let square = 1;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) square += values[at]! ** 2;
    return square;
  }
}
