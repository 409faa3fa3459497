import type { Step } from "@eslabon/link";
import semver from "semver";

/** The greatest of the versions by semver's rules; without `candidates`, prereleases do not count. */
export function greatest(
  versions: readonly string[],
  { candidates = false }: { readonly candidates?: boolean } = {},
): string | undefined {
  return versions
    .filter((version) => semver.valid(version) === version && (candidates || !isCandidate(version)))
    .sort(semver.rcompare)[0];
}

/** `1.1.0-rc.4`, not `1.1.0`. */
export function isCandidate(version: string): boolean {
  return semver.prerelease(version) !== null;
}

/** `1.1.0` of `1.1.0-rc.4`. */
export function finalOf(candidate: string): string {
  return candidate.split("-")[0]!;
}

/** The version a step after another; the first one of all is 1.0.0. */
export function after(last: string | undefined, step: Step): string {
  return last === undefined ? "1.0.0" : semver.inc(last, step)!;
}

/** The candidate that follows those that there are: `1.1.0-rc.1`, `1.1.0-rc.2`. */
export function nextCandidate(version: string, released: readonly string[]): string {
  const numbers = released
    .filter((each) => isCandidate(each) && finalOf(each) === version)
    .map((each) => Number(semver.prerelease(each)?.[1]));
  return `${version}-rc.${Math.max(0, ...numbers) + 1}`;
}

/** The step between two versions: `minor` from 1.0.3 to 1.1.0. Candidates count as what they are candidates for. */
export function stepBetween(from: string, to: string): Step | undefined {
  const [a, b] = [semver.parse(finalOf(from))!, semver.parse(finalOf(to))!];
  if (a.major !== b.major) return "major";
  if (a.minor !== b.minor) return "minor";
  return a.patch === b.patch ? undefined : "patch";
}
