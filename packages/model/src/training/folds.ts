import { seededRandom, shuffle } from "./random.ts";

export const FOLDS = 5;

/** The fold of each row, from 0 to {@link FOLDS} - 1, every label spread evenly over all of them. */
export function assignFolds(targets: Uint32Array): Uint8Array {
  const folds = new Uint8Array(targets.length);
  const order = Uint32Array.from(targets.keys());
  shuffle(order, order.length, seededRandom(0));
  const given = new Map<number, number>();
  for (const row of order) {
    const target = targets[row]!;
    // Labels begin at different folds, lest the first fold get all that is left over.
    const next = given.get(target) ?? target;
    folds[row] = next % FOLDS;
    given.set(target, next + 1);
  }
  return folds;
}

/** So many rows tell a temperature and an accuracy well enough. */
const ENOUGH_ROWS = 2000;

/** How many folds to hold out in turn: all of them when rows are few; of many rows one fold says the same in a fifth of the time. */
export function foldsToHold(rows: number): number {
  return Math.min(FOLDS, Math.ceil(ENOUGH_ROWS / Math.floor(rows / FOLDS)));
}
