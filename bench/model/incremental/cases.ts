import { pick, seededRandom } from "../../random.ts";
import { inOrderOf } from "../draw.ts";
import type { Row } from "../sets.ts";

const NEW = 1 / 10;
const WRONG = 3 / 100;

/** What has changed since the model before was trained. */
export interface Case {
  readonly name: string;
  /** The rows as they were then, of the rows as they are now. */
  before(rows: readonly Row[], seed: number): Row[];
}

export const cases: readonly Case[] = [
  {
    name: "10 % of the rows are new",
    before: (rows, seed) => inOrderOf(seed, rows).slice(0, Math.round(rows.length * (1 - NEW))),
  },
  {
    name: "3 % of the labels were wrong",
    before: (rows, seed) => mislabel(inOrderOf(seed, rows), WRONG, seed),
  },
];

/** Gives about this share of the rows another label, each other one as probable as the others. */
export function mislabel(rows: readonly Row[], share: number, seed: number): Row[] {
  const random = seededRandom(seed);
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  return rows.map((row) => {
    if (random() >= share) return row;
    const others = labels.filter((label) => label !== row.label);
    return { text: row.text, label: pick(others, random) };
  });
}
