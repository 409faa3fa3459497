import {
  type Chain,
  openRegistry,
  packageOfLink,
  type Registries,
  type Registry,
  scopeOf,
} from "@eslabon/chain";
import { cliErrors } from "../errors.ts";
import { isOciLink } from "./oci-links.ts";
import { LINK_NAMES } from "./reference.ts";

/**
 * The registries of a chain's packages.
 *
 * @param registries in place of those that the chain's configuration names
 * @throws EslabonError `REGISTRY_SCOPE_ABSENT`, `CLI_USAGE` for a chain without links.
 */
export async function openChainRegistry(
  chain: Pick<Chain, "links" | "registries">,
  registries: Partial<Registries> = {},
): Promise<Registry> {
  const oci = LINK_NAMES.filter(isOciLink).map((name) => packageOfLink(chain, name));
  return openRegistry({ ...chain.registries, ...registries }, chainScope(chain), oci);
}

/** The scope that the packages of a chain share: `@hogar`. */
export function chainScope({ links }: Pick<Chain, "links">): string {
  const [first] = links;
  if (!first) throw cliErrors.CLI_USAGE("the chain has no links: name one in eslabon.config.ts");
  return scopeOf(first.package.name);
}
