import { modelErrors } from "../errors.ts";
import type { Example } from "../example.ts";
import { hasWords } from "../features/words.ts";

/** The examples that can be learnt from. */
export interface Learnable {
  readonly known: readonly Example[];
  /** How many were left out because their texts hold no letter and no digit. */
  readonly skipped: number;
  /** Sorted by code unit. */
  readonly labels: readonly string[];
  /** The label of each known example, by its number. */
  readonly targets: Uint32Array;
}

const FEWEST_ROWS = 10;

/** @throws EslabonError `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`; and whatever the examples throw. */
export async function collectLearnable(
  examples: AsyncIterable<Example> | Iterable<Example>,
): Promise<Learnable> {
  const known: Example[] = [];
  let skipped = 0;
  for await (const example of examples) {
    if (hasWords(example.text)) known.push(example);
    else skipped += 1;
  }
  const labels = [...new Set(known.map(({ label }) => label))].sort();
  refuseUnlearnable(known.length, labels);
  const numbers = new Map(labels.map((label, number) => [label, number]));
  return { known, skipped, labels, targets: Uint32Array.from(known, ({ label }) => numbers.get(label)!) };
}

/** @throws EslabonError `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL` */
export function refuseUnlearnable(rows: number, labels: readonly string[]): void {
  if (rows < FEWEST_ROWS) throw modelErrors.MODEL_TOO_FEW_ROWS(rows, FEWEST_ROWS);
  if (labels.length === 1) throw modelErrors.MODEL_ONE_LABEL(labels[0]!);
}
