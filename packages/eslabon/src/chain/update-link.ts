import {
  type Dependency,
  type DependencyPlan,
  dependenciesOf,
  planUpdate,
  releaseErrors,
  type Registry,
  takeVersion,
  type Chain,
} from "@eslabon/chain";
import type { Link } from "@eslabon/link";
import { cliErrors } from "../errors.ts";

/** What a link has of the one that it reads before and after an update. */
export interface Update {
  readonly link: string;
  readonly package: string;
  readonly from?: string;
  readonly to: string;
}

/** A link that may take another version of the one that it reads. */
export interface Updatable {
  readonly link: Link;
  readonly dependency: Dependency;
  readonly plan: DependencyPlan;
  /** Every version that there is of it. */
  readonly known: readonly string[];
}

/**
 * The links that a link reads, or the one of them that is named.
 *
 * @throws EslabonError `CLI_USAGE` when it reads no other, or not the one that is named.
 */
export async function updatables(
  chain: Chain,
  link: Link,
  upstream: string | undefined,
  registry: Registry,
): Promise<readonly Updatable[]> {
  const all = dependenciesOf(chain, link);
  if (all.length === 0) throw cliErrors.CLI_USAGE(`the ${link.name} reads no other link`);
  const named = all.filter((dependency) => upstream === undefined || upstream === dependency.link);
  if (named.length === 0) {
    const names = all.map((dependency) => `the ${dependency.link}`).join(" and ");
    throw cliErrors.CLI_USAGE(`the ${link.name} reads ${names}, and not “${upstream!}”`);
  }
  const found = [];
  for (const dependency of named) {
    const { known, ...plan } = await planUpdate(link, dependency, registry);
    found.push({ link, dependency, plan, known });
  }
  return found;
}

/**
 * The version that is taken when nobody says which: the newest of the major version that the link has; `undefined` when it has that.
 *
 * @throws EslabonError `REGISTRY_VERSION_ABSENT` when there is no release.
 */
export function newestOfMajor({ plan, known }: Updatable): string | undefined {
  if (plan.newest === undefined) throw releaseErrors.REGISTRY_VERSION_ABSENT(plan.package, known);
  return plan.update;
}

/** Takes the version, unless it is only to be said what would be taken. */
export async function update(
  { link, dependency, plan }: Updatable,
  to: string,
  registry: Registry,
  options: { readonly dryRun: boolean },
): Promise<Update> {
  await takeVersion(link, dependency, to, registry, options);
  const { locked: from } = plan;
  return { link: link.name, package: dependency.package, ...(from !== undefined && { from }), to };
}
