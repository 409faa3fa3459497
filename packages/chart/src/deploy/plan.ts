import { createTwoFilesPatch } from "diff";
import { chartErrors } from "../errors.ts";
import type { Deployment } from "../environments/read.ts";
import type { FetchedChart } from "../package/fetch-chart.ts";
import { deployedManifest, history, type Release, renderChart, type Revision } from "../programs/helm.ts";

/** What a deployment would change. */
export interface DeploymentPlan {
  readonly release: Release;
  /** What is deployed; absent the first time. */
  readonly current?: Revision;
  /** `hogar-1.0.0` */
  readonly chart: string;
  /** The objects as they were applied last and as they would be, as a unified diff; empty when nothing would change. */
  readonly diff: string;
}

/**
 * Compares what is deployed with what the file of an environment says. Nothing is changed.
 *
 * @throws EslabonError `DEPLOY_BUSY`, `PROGRAM_MISSING`, `PROGRAM_FAILED`.
 */
export async function planDeployment(deployment: Deployment, chart: FetchedChart): Promise<DeploymentPlan> {
  const release = releaseOf(deployment, chart.name);
  const { name, namespace } = release;
  const wanted = await renderChart({ chart: chart.file, name, namespace, values: deployment.allValues });
  const revisions = await history(release);
  const { status = "" } = revisions.at(-1) ?? {};
  if (status.startsWith("pending-")) throw chartErrors.DEPLOY_BUSY(name, status);
  const current = revisions.findLast((each) => each.status === "deployed");
  const applied = current ? await deployedManifest(release) : "";
  return {
    release,
    ...(current && { current }),
    chart: `${chart.name}-${chart.version}`,
    diff: differenceOf(applied, wanted),
  };
}

/** The Helm release of an environment. */
export function releaseOf(deployment: Deployment, chartName: string): Release {
  const { release = chartName, namespaceName: namespace, cluster } = deployment;
  return { name: release, namespace, cluster };
}

function differenceOf(applied: string, wanted: string): string {
  const [before, after] = [applied.trim(), wanted.trim()];
  if (before === after) return "";
  return createTwoFilesPatch("deployed", "wanted", `${before}\n`, `${after}\n`, undefined, undefined, {
    context: 2,
  });
}
