import { type Chain, openRegistry, type Registry, scopeOf } from "@eslabon/chain";
import { cliErrors } from "../errors.ts";

/**
 * The registry of a chain's packages.
 *
 * @throws EslabonError `REGISTRY_SCOPE_ABSENT`, `CLI_USAGE` for a chain without links.
 */
export async function openChainRegistry({ registries, links }: Chain): Promise<Registry> {
  return openRegistry(registries, chainScope({ links }));
}

/** The scope that the packages of a chain share: `@hogar`. */
export function chainScope({ links }: Pick<Chain, "links">): string {
  const [first] = links;
  if (!first) throw cliErrors.CLI_USAGE("the chain has no links: name one in eslabon.config.ts");
  return scopeOf(first.package.name);
}
