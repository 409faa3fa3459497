import { seededRandom, shuffle } from "./random.ts";

/** The fold of each row, from 0 to `count` - 1, every label spread evenly over all of them. */
export function assignFolds(targets: Uint32Array, count: number): Uint32Array {
  const folds = new Uint32Array(targets.length);
  const order = Uint32Array.from(targets.keys());
  shuffle(order, order.length, seededRandom(0));
  const given = new Map<number, number>();
  for (const row of order) {
    const target = targets[row]!;
    // Labels begin at different folds, lest the first fold get all that is left over.
    const next = given.get(target) ?? target;
    folds[row] = next % count;
    given.set(target, next + 1);
  }
  return folds;
}
