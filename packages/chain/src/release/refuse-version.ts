import { EslabonError } from "@eslabon/link";
import { allowVersion } from "../plan/allow-version.ts";
import type { LinkPlan } from "../plan/plan.ts";
import { isCandidate, nextCandidate } from "../version.ts";

/**
 * Refuses, before it is built, a version that cannot be right whatever the artifact turns out to be. How large a step the artifact calls for is
 * known only when there is one.
 *
 * @throws EslabonError `RELEASE_VERSION_INVALID`, `RELEASE_VERSION_TAKEN`, `RELEASE_VERSION_NOT_GREATER`.
 */
export function refuseVersion(
  plan: LinkPlan,
  version: string,
  taken: readonly string[],
  candidate: boolean,
): void {
  try {
    allowVersion(plan, versionOf(version, taken, candidate), taken);
  } catch (error) {
    const later = error instanceof EslabonError && error.code === "RELEASE_VERSION_TOO_SMALL";
    if (!later) throw error;
  }
}

/** The version itself, or the next candidate for it where one is wanted. */
export function versionOf(version: string, taken: readonly string[], candidate: boolean): string {
  const wanted = /^\d+\.\d+\.\d+$/u.test(version) && candidate && !isCandidate(version);
  return wanted ? nextCandidate(version, taken) : version;
}
