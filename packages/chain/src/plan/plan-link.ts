import { type Change, largestStep, type Step, STEPS } from "@eslabon/link";
import semver from "semver";
import { after, finalOf, greatest, isCandidate, stepBetween } from "../version.ts";
import type { DependencyFacts, LinkFacts } from "./link-facts.ts";
import type { DependencyPlan, LinkPlan } from "./plan.ts";

/** What a release of a link would be. Nothing but the facts decides it. */
export function planLink(facts: LinkFacts): LinkPlan {
  const { link, package: name, last, delivered, taken, dependencies } = facts;
  const changes = last === undefined ? [] : changesOf(facts);
  const step = largestStep(changes);
  const next = last !== undefined && step === undefined ? undefined : smallestFree(last, step, taken);
  return {
    link,
    package: name,
    ...(last !== undefined && { last, ...(!delivered && { undelivered: true }) }),
    changes,
    ...(step && { step }),
    ...(next !== undefined && { next }),
    candidates: taken
      .filter((version) => isCandidate(version) && finalOf(version) === next)
      .sort(semver.compare),
    dependencies: dependencies.map(planDependency),
  };
}

/** The first version at least a step after the last one that is not taken: by another branch's release, for one. */
export function smallestFree(
  last: string | undefined,
  step: Step | undefined,
  taken: readonly string[],
): string {
  let version = after(last, step ?? "patch");
  while (taken.includes(version)) version = semver.inc(version, step ?? "patch")!;
  return version;
}

/** The largest first, otherwise in the order of their kinds. */
function changesOf({ artifact, commits, dependencies }: LinkFacts): Change[] {
  // What data are is all in the artifact; the way to get there does not matter to who uses them.
  const own = dependencies.length > 0 || !artifact ? commits : [];
  return [...(artifact ?? []), ...dependencies.flatMap(changeOfDependency), ...own].sort(
    (one, other) => STEPS.indexOf(other.step) - STEPS.indexOf(one.step),
  );
}

function changeOfDependency(dependency: DependencyFacts): Change[] {
  const { before, locked } = dependency;
  if (before === undefined || locked === undefined || before === locked) return [];
  // From a candidate to its final release nothing has changed but the name.
  const step = stepBetween(before, locked) ?? "patch";
  const inherited = dependency.range === "exact" || step === "major" ? step : "patch";
  return [{ what: `${dependency.package} ${before} → ${locked}`, step: inherited }];
}

/** What a link could take of one that it reads. */
export function planDependency({
  link,
  package: name,
  requested,
  locked,
  known,
}: DependencyFacts): DependencyPlan {
  const newest = greatest(known);
  const update = updateOf(locked, known);
  return {
    link,
    package: name,
    ...(requested !== undefined && { range: requested }),
    ...(locked !== undefined && { locked }),
    ...(newest !== undefined && { newest }),
    ...(update !== undefined && { update }),
  };
}

/** The greatest release of the same major version, when it is greater than the one that is there. */
function updateOf(locked: string | undefined, known: readonly string[]): string | undefined {
  if (locked === undefined) return greatest(known);
  const same = known.filter((version) => semver.major(version) === semver.major(locked));
  const newest = greatest(same);
  return newest !== undefined && semver.gt(newest, locked) ? newest : undefined;
}
