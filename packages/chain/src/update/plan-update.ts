import type { Link } from "@eslabon/link";
import semver from "semver";
import type { Dependency } from "../dependency.ts";
import { filesIn, knownDependency } from "../plan/dependency-facts.ts";
import { planDependency } from "../plan/plan-link.ts";
import type { DependencyPlan } from "../plan/plan.ts";
import type { Registry } from "../registry/registry.ts";

/** What a link could take of the one that it reads, as its folder is now; `known` are all versions that there are, the greatest last. */
export async function planUpdate(
  link: Link,
  dependency: Dependency,
  registry: Registry,
): Promise<DependencyPlan & { readonly known: readonly string[] }> {
  const facts = await knownDependency(filesIn(link.folder), dependency, registry);
  return { ...planDependency(facts), known: facts.known.toSorted(semver.compare) };
}
