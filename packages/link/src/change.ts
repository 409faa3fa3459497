/** A step from one semantic version to the next. */
export type Step = "patch" | "minor" | "major";

export const STEPS: readonly Step[] = ["patch", "minor", "major"];

/** Something that has changed since a release, in the words of people, and the step that it calls for. */
export interface Change {
  /** “41 labels corrected”, “feat: take the room, too (3f2a9c1)”. */
  readonly what: string;
  readonly step: Step;
}

/** The largest step that the changes call for; `undefined` when nothing has changed. */
export function largestStep(changes: readonly Change[]): Step | undefined {
  return STEPS.findLast((step) => changes.some((change) => change.step === step));
}
