import type { Budget } from "../verdict.ts";
import type { Level, LevelName } from "./level.ts";

/** The levels side by side. */
export interface LevelReport {
  readonly budget: Budget;
  readonly levels: readonly Level[];
  readonly passed: boolean;
  /** The innermost level that does not keep to its budget: what it adds to the one inside it is where the time appears. */
  readonly appears: LevelName | null;
}

/** @param levels from the inside to the outside */
export function compareLevels(levels: readonly Level[], budget: Budget): LevelReport {
  const failing = levels.find((level) => !keepsTo(level, budget));
  return { budget, levels, passed: failing === undefined, appears: failing?.name ?? null };
}

function keepsTo({ name, p95, verdict }: Level, budget: Budget): boolean {
  return verdict?.passed ?? p95.total <= (name === "model" ? budget.model : budget.total);
}
