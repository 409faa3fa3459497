import { figure, table } from "../markdown.ts";
import type { Goal } from "./goals.ts";
import type { Observation } from "./part.ts";

/** How a goal fared with one seed: the figure, the bounds as they stood on that seed's rows, and whether they were met. */
interface SeedVerdict {
  readonly seed: number;
  readonly value: number;
  readonly atLeast: number;
  readonly goal: number | undefined;
  readonly isEnough: boolean;
  /** Undefined where nothing is aimed at beyond what is enough. */
  readonly isMet: boolean | undefined;
}

export interface Verdict {
  readonly goal: Goal;
  /** None when nothing of the kind was measured. */
  readonly seeds: readonly SeedVerdict[];
}

/** Holds what was measured of `contestant` against goals. */
export function judge(
  goals: readonly Goal[],
  observations: readonly Observation[],
  contestant = "eslabon",
): Verdict[] {
  return goals.map((goal) => {
    const asked = observations.filter(
      ({ part, set, measure }) => part === goal.part && set === goal.set && measure === goal.measure,
    );
    const own = asked.filter((observation) => observation.contestant === contestant);
    return { goal, seeds: own.flatMap((observation) => judgeSeed(goal, observation, asked) ?? []) };
  });
}

function judgeSeed(goal: Goal, own: Observation, all: readonly Observation[]): SeedVerdict | undefined {
  const peers = goal.relativeTo?.contestants ?? [];
  const others = all.filter(({ seed, contestant }) => seed === own.seed && peers.includes(contestant));
  if (others.length < peers.length) return undefined;
  const values = others.map(({ value }) => value);
  const best = goal.better === "more" ? Math.max(...values) : Math.min(...values);
  const bound = (relative: number): number => {
    if (!goal.relativeTo) return relative;
    return goal.relativeTo.by === "factor" ? best * relative : best + relative;
  };
  const reaches = (limit: number): boolean =>
    // To the last digit that means something: 0.9 - 0.88 is no more than 0.02.
    (goal.better === "more" ? own.value - limit : limit - own.value) > -1e-9;
  const [atLeast, aim] = [bound(goal.atLeast), goal.goal === undefined ? undefined : bound(goal.goal)];
  return {
    seed: own.seed,
    value: own.value,
    atLeast,
    goal: aim,
    isEnough: reaches(atLeast),
    isMet: aim === undefined ? undefined : reaches(aim),
  };
}

/** The section on goals. */
export function verdictsMarkdown(verdicts: readonly Verdict[]): string {
  const head = ["", "at least", "goal", "with each seed", "at least is met", "goal is met"];
  return table(
    head,
    verdicts.map(({ goal, seeds }) => [
      `${goal.set}: ${goal.name}`,
      describeBound(goal, goal.atLeast),
      goal.goal === undefined ? "–" : describeBound(goal, goal.goal),
      seeds.map((seed) => describeSeed(goal, seed)).join(", ") || "not measured",
      share(seeds.map(({ isEnough }) => isEnough)),
      goal.goal === undefined ? "–" : share(seeds.map(({ isMet }) => isMet === true)),
    ]),
  );
}

/** A bound in words: “≥ 92.0 %”, “≤ 0.5 × LinearSVC”. */
export function describeBound({ better, unit, relativeTo }: Goal, bound: number): string {
  const sign = better === "more" ? "≥" : "≤";
  if (!relativeTo) return `${sign} ${withUnit(unit, bound)}`;
  const relation =
    relativeTo.by === "factor" ? `${figure(bound, 2)} ×` : `${figure(bound * scales[unit].factor, 1)} over`;
  return `${sign} ${relation} ${relativeTo.name}`;
}

function describeSeed({ unit, relativeTo }: Goal, { value, atLeast }: SeedVerdict): string {
  const shown = showValue(unit, value);
  return relativeTo ? `${shown} (bound ${showValue(unit, atLeast)})` : shown;
}

function share(met: readonly boolean[]): string {
  return met.length === 0 ? "–" : `${met.filter(Boolean).length} of ${met.length}`;
}

const scales: Readonly<Record<Goal["unit"], { readonly factor: number; readonly digits: number }>> = {
  "%": { factor: 100, digits: 2 },
  points: { factor: 100, digits: 2 },
  s: { factor: 1, digits: 2 },
  µs: { factor: 1, digits: 1 },
  MB: { factor: 1e-6, digits: 2 },
  "": { factor: 1, digits: 4 },
};

function withUnit(unit: Goal["unit"], value: number): string {
  return `${showValue(unit, value)} ${unit}`.trim();
}

function showValue(unit: Goal["unit"], value: number): string {
  const { factor, digits } = scales[unit];
  return figure(value * factor, digits);
}
