import type { Chain } from "@eslabon/chain";
import { chartErrors, type Deployment, fetchChart, type FetchedChart } from "@eslabon/chart";
import { scratchFolder } from "@eslabon/link";

/** The chart that an environment is to have, for as long as it is wanted. */
export interface WantedChart extends FetchedChart, Disposable {}

/**
 * Fetches the chart that an environment's file names.
 *
 * @throws EslabonError `ENVIRONMENT_EMPTY`, `CHART_VERSION_ABSENT`; and what the registry throws.
 */
export async function fetchWanted({ registries }: Chain, deployment: Deployment): Promise<WantedChart> {
  const { chart, file } = deployment;
  if (chart === undefined) throw chartErrors.ENVIRONMENT_EMPTY(file, "version of the chart");
  const folder = await scratchFolder("deploy");
  try {
    const fetched = await fetchChart(registries.oci!, chart, folder.path);
    return { ...fetched, [Symbol.dispose]: () => folder[Symbol.dispose]() };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}
