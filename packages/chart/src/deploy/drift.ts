import type { Deployment } from "../environments/read.ts";
import type { FetchedChart } from "../package/fetch-chart.ts";
import { deployedManifest, history } from "../programs/helm.ts";
import { liveDifference } from "../programs/kubectl.ts";
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
  const { release, current, diff, chart: wanted } = await planDeployment(deployment, chart);
  if (!current) return { differences: [`${release.name} is not deployed in ${release.namespace}`] };
  const { status, revision } = (await history(release)).at(-1)!;
  const commit = /^commit (\S+)/u.exec(current.description)?.[1];
  const live = changedObjects(await liveDifference(release, await deployedManifest(release)));
  return {
    ...(commit !== undefined && { commit }),
    differences: [
      ...(current.chart === wanted ? [] : [`${current.chart} runs, and not ${wanted}`]),
      ...(current.chart === wanted && diff !== "" ? ["it was deployed with other values"] : []),
      ...(revision === current.revision ? [] : [`revision ${revision} is ${status}`]),
      ...live.map((object) => `${object} was changed by hand`),
    ],
  };
}

/** `diff -u -N /tmp/LIVE-1/apps.v1.Deployment.hogar.hogar /tmp/MERGED-2/…`, as kubectl prints it for each object. */
const OBJECT =
  /^\+\+\+ .*\/MERGED-[^/]*\/(?:[^.\s]+\.)*?v\d[a-z0-9]*\.(?<kind>[^.\s]+)\.(?:[^.\s]*)\.(?<name>\S+)/gmu;

function changedObjects(diff: string): readonly string[] {
  return [...diff.matchAll(OBJECT)].map(({ groups }) => `${groups!.kind!} ${groups!.name!}`);
}
