import type { Picture, Plan } from "../part.ts";
import { readRows } from "../sets.ts";
import { drawOutOfScope } from "./out-of-scope-picture.ts";
import { drawReliability } from "./reliability-picture.ts";
import type { Run } from "./report.ts";

/** A run with what a picture says beside it. */
export interface ShownRun {
  readonly run: Run;
  /** The contestant's. */
  readonly title: string;
  /** The right ones of the test rows. */
  readonly labels: readonly string[];
}

/** Pictures of the first seed's runs; none of what the plan leaves out. */
export async function drawPictures(runs: readonly Run[], plan: Plan): Promise<Picture[]> {
  const shown: ShownRun[] = [];
  for (const set of plan.sets) {
    const labels = (await readRows(set.test)).map(({ label }) => label);
    for (const { name, title, threads } of plan.contestants) {
      const run = runs.find(
        (each) => each.seed === plan.seeds[0] && each.set === set.name && each.contestant === name,
      );
      // With more threads it answers the same.
      if (run && threads === 1) shown.push({ run, title, labels });
    }
  }
  return [drawReliability(shown), drawOutOfScope(shown)].filter((picture) => picture !== undefined);
}
