import type { DependencyPlan } from "@eslabon/chain";

/** What is released of a dependency and greater than what a link has of it. */
export interface NewerVersions {
  /** Of the same major version, or of any when the link has none yet. */
  readonly same?: string;
  /** Of another major version, which is taken only by its name. */
  readonly major?: string;
}

export function newerVersions({ locked, newest, update }: DependencyPlan): NewerVersions {
  const isMajor = newest !== undefined && locked !== undefined && majorOf(newest) > majorOf(locked);
  return { ...(update !== undefined && { same: update }), ...(isMajor && { major: newest }) };
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
