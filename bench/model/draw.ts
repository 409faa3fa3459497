import { seededRandom, shuffled } from "../random.ts";
import type { Row } from "./sets.ts";

/**
 * What a seed means: the order in which everybody gets the training rows. The rows and the split stay as they were published, and
 * nothing in ours is random; so the spread over seeds is what the order alone does.
 */
export function inOrderOf(seed: number, rows: readonly Row[]): Row[] {
  return shuffled(rows, seededRandom(seed));
}

/** So many rows of each label, or all where a label has fewer, drawn and ordered by the seed. */
export function drawPerLabel(perLabel: number, seed: number, rows: readonly Row[]): Row[] {
  const drawn = new Map<string, number>();
  return inOrderOf(seed, rows).filter(({ label }) => {
    const before = drawn.get(label) ?? 0;
    drawn.set(label, before + 1);
    return before < perLabel;
  });
}
