import { BLOCKS } from "../features/ngrams.ts";
import { VECTOR } from "./kernel/memory.ts";
import { longestRow, type Matrix } from "./matrix.ts";
import { Member } from "./member.ts";
import { seededRandom, shuffle } from "./random.ts";

/** How large a member's first step is; the steps become smaller evenly, to nothing at the end. */
export const RATE = 0.12;

/** Members leave out rows in groups, so that more than one judges each. */
export const GROUPS = 3;

/** The group of a member. */
export function groupOf(member: number): number {
  return member % GROUPS;
}

/** Everything that threads share: what to learn from, where the results go, and which member is next. */
export interface Task {
  readonly matrix: Matrix;
  /** The label of each row, by its number. */
  readonly targets: Uint32Array<SharedArrayBuffer>;
  /** The group of members that does not learn the row, by its number; {@link GROUPS} if all do. */
  readonly leftOutBy: Uint32Array<SharedArrayBuffer>;
  readonly columns: number;
  readonly labels: number;
  readonly epochs: number;
  readonly members: readonly Learnt[];
  readonly next: Int32Array<SharedArrayBuffer>;
  /** The logits of all labels for each row as another classifier has them, where members learn what corrects it. */
  readonly base?: Float32Array<SharedArrayBuffer>;
}

/** What a member has learnt. */
export interface Learnt {
  /** One vector a column, one a label; as in the kernel. */
  readonly first: Float32Array<SharedArrayBuffer>;
  readonly second: Float32Array<SharedArrayBuffer>;
  /** One a label. */
  readonly biases: Float32Array<SharedArrayBuffer>;
  /** For each row that it did not learn, in their order: the logits of all labels, and the share of the row that it knew. */
  readonly answers: Float32Array<SharedArrayBuffer>;
}

export interface TaskSize {
  readonly columns: number;
  readonly labels: number;
  readonly members: number;
  readonly epochs: number;
}

export function newTask(
  matrix: Matrix,
  targets: Uint32Array,
  leftOutBy: Uint32Array,
  { columns, labels, members, epochs }: TaskSize,
): Task {
  const leftOut = new Uint32Array(GROUPS + 1);
  for (const group of leftOutBy) leftOut[group]! += 1;
  return {
    matrix,
    targets: shared(targets),
    leftOutBy: shared(leftOutBy),
    columns,
    labels,
    epochs,
    members: Array.from({ length: members }, (_, member) =>
      newLearnt(columns, labels, leftOut[groupOf(member)]!),
    ),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
}

/** Room for what a member learns, and for its answers to rows that it does not. */
export function newLearnt(columns: number, labels: number, leftOut: number): Learnt {
  return {
    first: floats(columns * VECTOR),
    second: floats(labels * VECTOR),
    biases: floats(labels),
    answers: floats(leftOut * (labels + 1)),
  };
}

/** Puts the tables of a member where all threads see them. */
export function keepLearnt({ kernel }: Member, { first, second, biases }: Learnt): void {
  first.set(kernel.first);
  second.set(kernel.second);
  biases.set(kernel.biases.subarray(0, biases.length));
}

/**
 * Trains members until there are none left. A member's result depends on nothing but the member, so it is the same whichever thread
 * takes it.
 *
 * @param onEpoch is told the mean cross entropy of the rows in the epoch that has ended.
 */
export function trainMembers(task: Task, onEpoch: (loss: number) => void): void {
  for (let member = takeNext(task); member < task.members.length; member = takeNext(task))
    trainMember(task, member, onEpoch);
}

/** The number of a member that no thread has taken yet. */
export function takeNext({ next }: Pick<Task, "next">): number {
  return Atomics.add(next, 0, 1);
}

function trainMember(task: Task, number: number, onEpoch: (loss: number) => void): void {
  const { matrix, columns, labels } = task;
  const member = new Member({ columns, labels, longest: longestRow(matrix) }, number);
  learnRows(task, number, member, onEpoch);
  keepLearnt(member, task.members[number]!);
  answerRows(task, number, member);
}

function learnRows(
  { matrix, targets, leftOutBy, labels, epochs, base }: Task,
  number: number,
  member: Member,
  onEpoch: (loss: number) => void,
): void {
  const random = seededRandom(number);
  const rows = Uint32Array.from(targets.keys().filter((row) => leftOutBy[row] !== groupOf(number)));
  const steps = rows.length * epochs;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(rows, rows.length, random);
    let loss = 0;
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place]!;
      const rate = RATE * (1 - (epoch * rows.length + place) / steps);
      const before = base?.subarray(row * labels, (row + 1) * labels);
      loss += member.learn(matrix, row, targets[row]!, rate, before);
    }
    onEpoch(loss / rows.length);
  }
}

/** What the member makes of the rows that it has not learnt. */
function answerRows(
  { matrix, leftOutBy, columns, labels, members }: Task,
  number: number,
  member: Member,
): void {
  const group = groupOf(number);
  if (members[number]!.answers.length === 0) return;
  const seen = new Uint8Array(columns);
  for (const [row, leftOut] of leftOutBy.entries()) {
    if (leftOut === group) continue;
    for (let at = matrix.starts[row * BLOCKS]!; at < matrix.starts[(row + 1) * BLOCKS]!; at += 1)
      seen[matrix.columns[at]!] = 1;
  }
  let place = 0;
  for (const [row, leftOut] of leftOutBy.entries()) {
    if (leftOut !== group) continue;
    const known = member.read(matrix, row, seen);
    members[number]!.answers.set(member.kernel.logits.subarray(0, labels), place);
    members[number]!.answers[place + labels] = known;
    place += labels + 1;
  }
}

function shared(array: Uint32Array): Uint32Array<SharedArrayBuffer> {
  const copy = new Uint32Array(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

export function floats(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(length * 4));
}
