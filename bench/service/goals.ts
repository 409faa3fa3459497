import { median } from "../statistics.ts";
import type { Result, Round } from "./contest.ts";

/** What ours shall reach. */
interface Goal {
  /** As people call it, with its unit. */
  readonly name: string;
  readonly measure: Exclude<keyof Round, "right">;
  readonly better: "more" | "less";
  readonly bound: number;
  /** The bound is not absolute, but a factor of what the best of these contestants achieved in the same round. */
  readonly times?: readonly string[];
  readonly digits: number;
}

const PYTHON = ["flask", "fastapi", "bentoml", "mlserver"];

const goals: readonly Goal[] = [
  {
    name: "requests/s, times those of the best Python peer",
    measure: "requestsPerSecond",
    better: "more",
    bound: 15,
    times: PYTHON,
    digits: 1,
  },
  {
    name: "requests/s, times those of the bare route",
    measure: "requestsPerSecond",
    better: "more",
    bound: 0.8,
    times: ["bare"],
    digits: 2,
  },
  { name: "p99, ms", measure: "p99Milliseconds", better: "less", bound: 6, digits: 2 },
  {
    name: "memory, times that of the leanest Python peer",
    measure: "residentBytes",
    better: "less",
    bound: 1 / 3,
    times: PYTHON,
    digits: 2,
  },
  { name: "start to first answer, ms", measure: "startMilliseconds", better: "less", bound: 300, digits: 0 },
];

export interface Verdict {
  readonly goal: Goal;
  /** In each round; nothing when one of those to compare with did not take part. */
  readonly values: readonly number[];
  readonly median: number;
  readonly isMet: boolean;
}

/** Holds what a contestant achieved against the goals. */
export function judge(results: readonly Result[], contestant = "eslabon"): Verdict[] {
  const own = results.find((result) => result.contestant === contestant);
  return goals.map((goal) => {
    const values = (own?.rounds ?? []).flatMap((round, index) => achieved(goal, round, index, results));
    const middle = median(values);
    const isMet = goal.better === "more" ? middle >= goal.bound : middle <= goal.bound;
    return { goal, values, median: middle, isMet };
  });
}

function achieved(
  { measure, better, times }: Goal,
  own: Round,
  index: number,
  results: readonly Result[],
): number[] {
  if (!times) return [own[measure]];
  const peers = results.filter(({ contestant }) => times.includes(contestant));
  if (peers.length < times.length) return [];
  const values = peers.map(({ rounds }) => rounds[index]![measure]);
  return [own[measure] / (better === "more" ? Math.max(...values) : Math.min(...values))];
}
