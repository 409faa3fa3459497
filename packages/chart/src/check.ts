import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, type CheckReport, checkReport, EslabonError, scratchFolder } from "@eslabon/link";
import { parse } from "yaml";
import { checkDeployment } from "./check/deployment.ts";
import { checkGolden } from "./check/golden.ts";
import { checkKubeScore } from "./check/kube-score.ts";
import { checkKubeconform } from "./check/kubeconform.ts";
import { checkLint, checkSchema } from "./check/lint.ts";
import { renderAll } from "./check/renderings.ts";
import { checkSizing } from "./check/sizing.ts";
import { readDeployment } from "./environments/read.ts";
import { unpackChart } from "./package/chart-layout.ts";
import type { Values } from "./values/values.ts";

export interface CheckChartOptions {
  /** The folder of the chart's artifact. */
  readonly artifact: string;
  /** The folder of its sources. */
  readonly folder: string;
  /** The files of the environments that it is for, by their names. */
  readonly environments: Readonly<Record<string, string>>;
  /** That of them on whose cluster it is deployed; on none unless given. */
  readonly environment?: string | undefined;
  /** Aborted when the deployment is not to be waited for any longer. */
  readonly signal?: AbortSignal | undefined;
}

const UNTRIED =
  "the deployment on a cluster; try it where an environment is: eslabon check chart --on ENVIRONMENT";

/**
 * Tests a chart: Helm's own rules, the schemas of Kubernetes and OpenShift, good practice, what each environment gets, and, where one is named, how it
 * runs there. A check whose program is missing has failed, and says how to install it.
 *
 * @throws EslabonError `CHART_PACKAGE_BROKEN`.
 */
export async function checkChart({
  artifact,
  folder,
  environments,
  environment,
  signal = new AbortController().signal,
}: CheckChartOptions): Promise<CheckReport> {
  using scratch = await scratchFolder("chart");
  const { name } = await unpackChart(artifact, scratch.path);
  const chart = scratch.path;
  const values = parse(await readFile(join(chart, "values.yaml"), "utf8")) as Values;
  const checks: Check[] = [];
  const attempt = async (what: string, work: () => Promise<readonly Check[]>): Promise<void> => {
    checks.push(...(await work().catch((error: unknown) => [failure(what, error)])));
  };
  await attempt("helm lint", async () => [await checkLint(chart)]);
  await attempt("values.schema.json", async () => [await checkSchema(chart)]);
  await attempt("renderings", async () => {
    const renderings = await renderAll(chart, name, environments);
    await attempt("kubeconform", async () => [await checkKubeconform(renderings)]);
    await attempt("kube-score", async () => [await checkKubeScore(renderings)]);
    const own = renderings.filter(({ deployment }) => deployment);
    const sizings = own.map((each) => checkSizing(each.name, each.deployment!, values));
    const golden = await Promise.all(own.map((each) => checkGolden(folder, artifact, each)));
    return [...golden, ...sizings.filter((check) => check !== undefined)];
  });
  if (environment === undefined) return checkReport("chart", checks, UNTRIED);
  await attempt(`deployment on the cluster of ${environment}`, async () => {
    const deployment = await readDeployment(environments[environment]!);
    return checkDeployment({ chart, name, values, environment, deployment }, signal);
  });
  return checkReport("chart", checks);
}

function failure(name: string, error: unknown): Check {
  if (!(error instanceof EslabonError)) throw error;
  return { name, passed: false, detail: `${error.message}; ${error.fix}` };
}
