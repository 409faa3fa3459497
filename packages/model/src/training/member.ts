import { BLOCKS, SCATTERED } from "../features/ngrams.ts";
import { blockLength } from "../features/vectoriser.ts";
import { type Kernel, newKernel } from "./kernel/kernel.ts";
import { type KernelSize, VECTOR } from "./kernel/memory.ts";
import type { SparseRows } from "./matrix.ts";
import { seededBits } from "./random.ts";

/** The standard deviation of the labels' first vectors, which are drawn evenly. */
const SPREAD = 0.5 / Math.sqrt(VECTOR);
/** A label that is wrongly given less than this is not corrected. */
const LEAST_ERROR = 2e-3;
/** A row that costs less is known well enough. */
export const LEAST_LOSS = 0.02;
/** Less adds nothing to a sum of powers that is 1 or more. */
const LEAST_LOGARITHM = -14;
const LEAST_POWER = Math.exp(LEAST_LOGARITHM);
/** Before anything was learnt, the sum of squares that steps are divided by. */
const FIRST_SQUARES = 1e-8;

/**
 * A linear network of two layers, columns → 64 numbers → labels, which learns by stochastic gradient descent on the cross entropy of a
 * softmax. Each row shows half of its columns only, another half each time (dropout: Srivastava et al. 2014); steps become smaller
 * where much was learnt (AdaGrad: Duchi et al. 2011, with one sum of squares a vector). Without anything between its layers it says
 * no more than one layer can, but generalises better: what labels have in common is learnt together.
 */
export class Member {
  readonly kernel: Kernel;
  readonly #labels: number;
  readonly #errors: Float64Array;
  readonly #columnSquares: Float32Array;
  readonly #labelSquares: Float32Array;
  readonly #biasSquares: Float32Array;
  readonly #bits: () => number;

  constructor(size: KernelSize, seed: number) {
    this.kernel = newKernel(size);
    this.#labels = size.labels;
    this.#errors = new Float64Array(size.labels);
    this.#columnSquares = new Float32Array(size.columns).fill(FIRST_SQUARES);
    this.#labelSquares = new Float32Array(size.labels).fill(FIRST_SQUARES);
    this.#biasSquares = new Float32Array(size.labels).fill(FIRST_SQUARES);
    this.#bits = seededBits(seed);
    const { second } = this.kernel;
    const width = SPREAD * Math.sqrt(12);
    for (let at = 0; at < second.length; at += 1) second[at] = (this.#bits() / 2 ** 32 - 0.5) * width;
  }

  /**
   * Learns one row and gives the cross entropy that it had before.
   *
   * @param base the row's logits as another classifier has them, which this one corrects
   */
  learn(matrix: SparseRows, row: number, target: number, rate: number, base?: Float32Array): number {
    const { kernel } = this;
    const count = this.#takeHalf(matrix, row);
    kernel.embed(count);
    kernel.score(0, this.#labels);
    if (base) for (let label = 0; label < this.#labels; label += 1) kernel.logits[label]! += base[label]!;
    const sum = this.#raiseLogits();
    const loss = Math.log(sum / Math.max(this.#errors[target]!, LEAST_POWER));
    if (loss >= LEAST_LOSS) {
      this.#correctLabels(target, sum, rate);
      this.#correctColumns(count, rate);
    }
    return loss;
  }

  /**
   * Leaves in the kernel the logits of a row that was not learnt, made of the columns that were seen in those that were. Gives the share
   * of the row that was seen, as a vectoriser says of a document what is known.
   */
  read(matrix: SparseRows, row: number, seen: Uint8Array): number {
    let count = 0;
    let known = 0;
    for (let block = 0; block < BLOCKS; block += 1) {
      const from = count;
      count = this.#takeSeen(matrix, row, block, seen, from);
      if (block < SCATTERED) known += this.#lengthen(block, from, count) / SCATTERED;
      else this.#lengthen(block, from, count);
    }
    this.kernel.embed(count);
    this.kernel.score(0, this.#labels);
    return known;
  }

  #takeHalf({ starts, columns, values }: SparseRows, row: number): number {
    const { kernel } = this;
    const end = starts[(row + 1) * BLOCKS]!;
    let count = 0;
    let bits = 1;
    for (let at = starts[row * BLOCKS]!; at < end; at += 1) {
      // The highest bit tells when the others are used up.
      if (bits === 1) bits = this.#bits() | 0x80000000;
      const isShown = bits & 1;
      bits >>>= 1;
      kernel.columns[count] = columns[at]!;
      kernel.values[count] = values[at]! * 2;
      count += isShown;
    }
    return count;
  }

  #takeSeen(
    { starts, columns, values }: SparseRows,
    row: number,
    block: number,
    seen: Uint8Array,
    from: number,
  ): number {
    const { kernel } = this;
    const end = starts[row * BLOCKS + block + 1]!;
    let count = from;
    for (let at = starts[row * BLOCKS + block]!; at < end; at += 1) {
      if (seen[columns[at]!] === 0) continue;
      kernel.columns[count] = columns[at]!;
      kernel.values[count] = values[at]!;
      count += 1;
    }
    return count;
  }

  /** Brings a block to the length that it has when it is all that is known. Gives the part of that length that it had. */
  #lengthen(block: number, from: number, to: number): number {
    const { values } = this.kernel;
    let square = 0;
    for (let at = from; at < to; at += 1) square += values[at]! ** 2;
    const part = Math.sqrt(square) / blockLength(block);
    for (let at = from; at < to; at += 1) values[at]! /= part;
    return part;
  }

  /** Turns logits into powers, the greatest 1, and gives their sum. */
  #raiseLogits(): number {
    const { logits } = this.kernel;
    const errors = this.#errors;
    let highest = logits[0]!;
    for (let label = 1; label < errors.length; label += 1)
      if (logits[label]! > highest) highest = logits[label]!;
    let sum = 0;
    for (let label = 0; label < errors.length; label += 1) {
      const logarithm = logits[label]! - highest;
      errors[label] = logarithm < LEAST_LOGARITHM ? 0 : Math.exp(logarithm);
      sum += errors[label]!;
    }
    return sum;
  }

  #correctLabels(target: number, sum: number, rate: number): void {
    const { kernel } = this;
    const square = meanSquare(kernel.hidden);
    kernel.pull.fill(0);
    for (let label = 0; label < this.#labels; label += 1) {
      const error = this.#errors[label]! / sum - (label === target ? 1 : 0);
      if (label !== target && error < LEAST_ERROR) continue;
      this.#labelSquares[label]! += error * error * square;
      this.#biasSquares[label]! += error * error;
      kernel.biases[label]! -= (rate * error) / Math.sqrt(this.#biasSquares[label]!);
      kernel.learn(label, error, (rate * error) / Math.sqrt(this.#labelSquares[label]!));
    }
  }

  #correctColumns(count: number, rate: number): void {
    const { columns, values, factors, pull } = this.kernel;
    const squares = this.#columnSquares;
    const square = meanSquare(pull);
    for (let at = 0; at < count; at += 1) {
      const column = columns[at]!;
      const value = values[at]!;
      squares[column]! += value * value * square;
      factors[at] = (rate * value) / Math.sqrt(squares[column]!);
    }
    this.kernel.spread(count);
  }
}

function meanSquare(vector: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < VECTOR; at += 1) sum += vector[at]! * vector[at]!;
  return sum / VECTOR;
}
