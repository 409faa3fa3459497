import type { Change, Step } from "@eslabon/link";
import type { DependencyFacts, LinkFacts } from "../../src/plan/link-facts.ts";

/** Facts of a link that reads nothing, released as 1.3.1, but for what a case says. */
export function facts(own: Partial<LinkFacts> = {}): LinkFacts {
  return notCompared({ artifact: [], ...own });
}

/** The same of a link whose artifact was not compared with the released one. */
export function notCompared(own: Partial<LinkFacts> = {}): LinkFacts {
  const { last = "1.3.1" } = own;
  return {
    link: "data",
    package: "@tiny/data",
    last,
    delivered: true,
    taken: [last],
    commits: [],
    dependencies: [],
    ...own,
  };
}

/** Facts of a link that has never been released. */
export function unreleased(own: Partial<LinkFacts> = {}): LinkFacts {
  return {
    link: "data",
    package: "@tiny/data",
    delivered: false,
    taken: [],
    commits: [],
    dependencies: [],
    ...own,
  };
}

/** What a link needs of the data, released with 1.0.0 and not changed since. */
export function reading(own: Partial<DependencyFacts> = {}): DependencyFacts {
  return notInstalled({ requested: "1.0.0", locked: "1.0.0", before: "1.0.0", ...own });
}

/** The same when no version of it was ever taken. */
export function notInstalled(own: Partial<DependencyFacts> = {}): DependencyFacts {
  return { link: "data", package: "@tiny/data", range: "exact", known: ["1.0.0"], ...own };
}

export function change(step: Step, what: string = step): Change {
  return { what, step };
}
