import type { Deployment } from "../environments/read.ts";
import type { FetchedChart } from "../package/fetch-chart.ts";
import { history } from "../programs/helm.ts";
import { planDeployment } from "./plan.ts";

/** How what runs differs from what the file of an environment says. */
export interface Drift {
  /** The commit whose deployment runs; absent when none does. */
  readonly commit?: string;
  /** Each in words; none when what runs is what the file says. */
  readonly differences: readonly string[];
}

/**
 * Compares what runs with what the file of an environment says: the release with the file, and the objects in the cluster with the release.
 *
 * @throws EslabonError `PROGRAM_MISSING`, `PROGRAM_FAILED`.
 */
export async function findDrift(deployment: Deployment, chart: FetchedChart): Promise<Drift> {
  const {
    release,
    current,
    commit,
    changes,
    changedByHand,
    chart: wanted,
  } = await planDeployment(deployment, chart);
  if (!current) return { differences: [`${release.name} is not deployed in ${release.namespace}`] };
  const { status, revision } = (await history(release)).at(-1)!;
  return {
    ...(commit !== undefined && { commit }),
    differences: [
      ...(current.chart === wanted ? [] : [`${current.chart} runs, and not ${wanted}`]),
      ...changes.flatMap(({ object, change }) => (change === "labels" ? [] : [`${object} ${IS[change]}`])),
      ...(revision === current.revision ? [] : [`revision ${revision} is ${status}`]),
      ...changedByHand.map((object) => `${object} was changed by hand`),
    ],
  };
}

const IS = {
  new: "is in the file, and was not deployed",
  changed: "was not deployed as the file says",
  gone: "was deployed, and is not in the file",
};
