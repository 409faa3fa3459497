import { type Chain, greatest, packageOfLink, type Registry, releaseErrors } from "@eslabon/chain";
import { takeVersions } from "@eslabon/chart";
import type { Update } from "../chain/update-link.ts";
import { cliErrors } from "../errors.ts";
import { fetchWanted } from "./fetch-wanted.ts";
import { findDeployment } from "./find-deployment.ts";

/** What an environment is to take. */
interface EnvironmentUpdate {
  readonly name: string;
  /** What it reads is the chart; as it was named. */
  readonly upstream: string | undefined;
  /** The newest unless given. */
  readonly version: string | undefined;
  readonly registry: Registry;
}

/**
 * Lets an environment have a released chart, and the image that this was made for. Its file says so then; nothing is deployed.
 *
 * @param dryRun only to see what it would be
 * @throws EslabonError `CLI_ENVIRONMENT_UNKNOWN`, `CLI_USAGE`, `REGISTRY_VERSION_ABSENT`, `CHART_VERSION_ABSENT`.
 */
export async function updateEnvironment(
  chain: Chain,
  { name, upstream, version, registry }: EnvironmentUpdate,
  dryRun: boolean,
): Promise<Update> {
  if (upstream !== undefined && upstream !== "chart")
    throw cliErrors.CLI_USAGE(`an environment reads the chart, and not “${upstream}”`);
  const deployment = await findDeployment(chain, name);
  const chartPackage = packageOfLink(chain, "chart");
  const known = (await registry.versions(chartPackage)).map((each) => each.version);
  const to = version ?? greatest(known);
  if (to === undefined) throw releaseErrors.REGISTRY_VERSION_ABSENT(chartPackage, known);
  using chart = await fetchWanted(chain, { ...deployment, chart: to });
  const { image } = chart;
  if (!dryRun) await takeVersions(deployment.file, { chart: to, ...(image !== undefined && { image }) });
  const { chart: from } = deployment;
  return { link: name, package: chartPackage, ...(from !== undefined && { from }), to };
}
