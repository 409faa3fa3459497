import type { Change, Reading } from "@eslabon/link";

/** What a link's plan is made of. */
export interface LinkFacts {
  readonly link: string;
  readonly package: string;
  /** The last release whose commit is here or before here. */
  readonly last?: string;
  /** Whether the registry has it. */
  readonly delivered: boolean;
  /** Every version and candidate that there is of the link, by a tag anywhere or in the registry. */
  readonly taken: readonly string[];
  /** What has changed in its artifact since the last release; absent when it was not compared. */
  readonly artifact?: readonly Change[];
  /** The commits in its folder since the last release, as changes. */
  readonly commits: readonly Change[];
  /** Of each link that it reads. */
  readonly dependencies: readonly DependencyFacts[];
}

export interface DependencyFacts extends Reading {
  readonly package: string;
  /** What `package.json` asks for. */
  readonly requested?: string;
  /** The version that it gets. */
  readonly locked?: string;
  /** The version that the last release of the link was made with. */
  readonly before?: string;
  /** Every version of it in the registry. */
  readonly known: readonly string[];
}
