import { type Step, STEPS } from "@eslabon/link";
import semver from "semver";
import { releaseErrors } from "../errors.ts";
import { finalOf, isCandidate, nextCandidate, stepBetween } from "../version.ts";
import { smallestFree } from "./plan-link.ts";
import type { LinkPlan } from "./plan.ts";

/** `1.1.0` or `1.1.0-rc.1`: no other prereleases, and no build metadata, which registries ignore and labels of charts do not allow. */
const RELEASE = /^\d+\.\d+\.\d+(?:-rc\.[1-9]\d*)?$/u;

/**
 * Refuses a version that may not be released: one greater than the last is needed, that is no smaller step than the changes call for. A
 * candidate has to be one for a version that may be released.
 *
 * @param taken the versions and candidates of the link that there are
 * @throws EslabonError `RELEASE_VERSION_INVALID`, `RELEASE_VERSION_TAKEN`, `RELEASE_VERSION_NOT_GREATER`, `RELEASE_VERSION_TOO_SMALL`;
 * each says which versions would be accepted.
 */
export function allowVersion(plan: LinkPlan, version: string, taken: readonly string[]): void {
  const reference = `${plan.link} ${version}`;
  const accepted = acceptedVersions(plan, taken, isReleaseVersion(version) && isCandidate(version));
  if (!isReleaseVersion(version)) throw releaseErrors.RELEASE_VERSION_INVALID(version, accepted);
  if (taken.includes(version)) throw releaseErrors.RELEASE_VERSION_TAKEN(reference, accepted);

  const before = precedents(plan.last, version, taken).find((each) => semver.lte(version, each));
  if (before !== undefined) {
    throw releaseErrors.RELEASE_VERSION_NOT_GREATER(reference, before, accepted);
  }
  if (plan.last === undefined && semver.lt(finalOf(version), "1.0.0")) {
    throw releaseErrors.RELEASE_VERSION_TOO_SMALL(reference, "the first release is 1.0.0", accepted);
  }
  if (plan.last !== undefined && isSmaller(stepBetween(plan.last, version), plan.step)) {
    throw releaseErrors.RELEASE_VERSION_TOO_SMALL(reference, evidence(plan), accepted);
  }
}

function isReleaseVersion(version: string): boolean {
  return RELEASE.test(version) && semver.valid(version) === version;
}

/** What a version has to be greater than. */
function precedents(last: string | undefined, version: string, taken: readonly string[]): readonly string[] {
  const same = taken.filter((each) => finalOf(each) === finalOf(version));
  return last === undefined ? same : [last, ...same];
}

function isSmaller(step: Step | undefined, needed: Step | undefined): boolean {
  return needed !== undefined && (step === undefined || STEPS.indexOf(step) < STEPS.indexOf(needed));
}

/** The smallest version of each step that is large enough. */
function acceptedVersions(
  { last, step }: LinkPlan,
  taken: readonly string[],
  candidates: boolean,
): readonly string[] {
  const steps = last === undefined ? [undefined] : STEPS.slice(STEPS.indexOf(step ?? "patch"));
  const finals = steps.map((each) => smallestFree(last, each, taken));
  return candidates ? finals.map((version) => nextCandidate(version, taken)) : finals;
}

const FEW = 3;

function evidence({ changes, step }: LinkPlan): string {
  const decisive = changes.filter((change) => change.step === step).map(({ what }) => what);
  const more = decisive.length > FEW ? ` and ${decisive.length - FEW} more` : "";
  return `${decisive.slice(0, FEW).join(", ")}${more} → ${step}`;
}
