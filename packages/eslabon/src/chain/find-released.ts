import {
  type Chain,
  greatest,
  type PackageVersion,
  packageOfLink,
  type Registry,
  releaseErrors,
} from "@eslabon/chain";
import { cliErrors } from "../errors.ts";
import { LINK_NAMES, parseReference } from "./reference.ts";

/**
 * The package that a person names by a link or by its own name; the last release of it when no version is named.
 *
 * @throws EslabonError `CLI_REFERENCE_INVALID`, `REGISTRY_VERSION_ABSENT` when there is no release, and what the registry throws.
 */
export async function findReleased(
  chain: Chain,
  reference: string,
  registry: Registry,
): Promise<PackageVersion> {
  const parsed = parseReference(reference);
  if (!parsed) throw cliErrors.CLI_REFERENCE_INVALID(reference);
  const name = packageNamed(chain, parsed.name);
  if (name === undefined) throw cliErrors.CLI_REFERENCE_INVALID(reference);
  if (parsed.version !== undefined) return { name, version: parsed.version };
  const versions = (await registry.versions(name)).map(({ version }) => version);
  const version = greatest(versions);
  if (version === undefined) throw releaseErrors.REGISTRY_VERSION_ABSENT(name, versions);
  return { name, version };
}

/** The npm name of a link or a package; `undefined` for what is neither. */
export function packageNamed(chain: Pick<Chain, "links">, name: string): string | undefined {
  if (name.startsWith("@")) return name;
  return LINK_NAMES.includes(name) ? packageOfLink(chain, name) : undefined;
}
