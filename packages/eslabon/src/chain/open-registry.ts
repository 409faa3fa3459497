import {
  type Chain,
  openRegistry,
  packageOfLink,
  type Registries,
  type Registry,
  scopeOf,
} from "@eslabon/chain";
import { cliErrors } from "../errors.ts";
import { OCI_LINKS } from "./oci-links.ts";

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
  const oci = OCI_LINKS.map((name) => packageOfLink(chain, name));
  return openRegistry({ ...chain.registries, ...registries }, chainScope(chain), oci);
}

/** The scope that the packages of a chain share: `@hogar`. */
export function chainScope({ links }: Pick<Chain, "links">): string {
  const [first] = links;
  if (!first) throw cliErrors.CLI_USAGE("the chain has no links: name one in eslabon.config.ts");
  return scopeOf(first.package.name);
}
