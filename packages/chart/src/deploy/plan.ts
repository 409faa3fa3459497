import { chartErrors } from "../errors.ts";
import type { Deployment } from "../environments/read.ts";
import type { FetchedChart } from "../package/fetch-chart.ts";
import { changesBetween, type ObjectChange } from "./changes.ts";
import { liveDifference } from "../programs/kubectl.ts";
import { deployedManifest, history, type Release, renderChart, type Revision } from "../programs/helm.ts";

/** What a deployment would change. */
export interface DeploymentPlan {
  readonly release: Release;
  /** What is deployed; absent the first time. */
  readonly current?: Revision;
  /** The commit whose deployment that is. */
  readonly commit?: string;
  /** What would be deployed: `hogar-1.0.0`. */
  readonly chart: string;
  /** None when nothing would change. */
  readonly changes: readonly ObjectChange[];
  /** What is in the cluster otherwise than it was deployed, and would be as it was again. */
  readonly changedByHand: readonly string[];
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
  const commit = current && commitOf(current, revisions);
  const applied = current ? await deployedManifest(release) : "";
  return {
    release,
    ...(current && { current }),
    ...(commit !== undefined && { commit }),
    chart: `${chart.name}-${chart.version}`,
    changes: changesBetween(applied, wanted),
    changedByHand: current ? objectsIn(await liveDifference(release, applied)) : [],
  };
}

/** The Helm release of an environment. */
function releaseOf(deployment: Deployment, chartName: string): Release {
  const { release = chartName, namespaceName: namespace, cluster } = deployment;
  return { name: release, namespace, cluster };
}

/** Of a revision that another one went back to, too. */
function commitOf({ description }: Revision, revisions: readonly Revision[]): string | undefined {
  const [, commit] = /^commit (\S+)/u.exec(description) ?? [];
  if (commit !== undefined) return commit;
  const [, number] = /^Rollback to (\d+)/u.exec(description) ?? [];
  const origin = revisions.find(({ revision }) => String(revision) === number);
  return origin && commitOf(origin, revisions);
}

/** `+++ /tmp/MERGED-2/apps.v1.Deployment.hogar.hogar`, as kubectl prints it for each object that differs. */
const OBJECT =
  /^\+\+\+ .*\/MERGED-[^/]*\/(?:[^.\s]+\.)*?v\d[a-z0-9]*\.(?<kind>[^.\s]+)\.(?:[^.\s]*)\.(?<name>\S+)/gmu;

function objectsIn(difference: string): readonly string[] {
  return [...difference.matchAll(OBJECT)].map(({ groups }) => `${groups!.kind!} ${groups!.name!}`);
}
