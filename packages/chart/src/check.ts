import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, type CheckReport, checkReport, EslabonError, scratchFolder } from "@eslabon/link";
import { parse } from "yaml";
import { checkGolden } from "./check/golden.ts";
import { checkKubeScore } from "./check/kube-score.ts";
import { checkKubeconform } from "./check/kubeconform.ts";
import { checkLint, checkSchema } from "./check/lint.ts";
import { renderAll } from "./check/renderings.ts";
import { checkSizing } from "./check/sizing.ts";
import { unpackChart } from "./package/chart-layout.ts";

export interface CheckChartOptions {
  /** The folder of the chart's artifact. */
  readonly artifact: string;
  /** The folder of its sources. */
  readonly folder: string;
  /** The files of the environments that it is for, by their names. */
  readonly environments: Readonly<Record<string, string>>;
}

/**
 * Tests a chart without a cluster: Helm's own rules, the schemas of Kubernetes and OpenShift, good practice, and what each environment gets. A check
 * whose program is missing has failed, and says how to install it.
 *
 * @throws EslabonError `CHART_PACKAGE_BROKEN`.
 */
export async function checkChart({
  artifact,
  folder,
  environments,
}: CheckChartOptions): Promise<CheckReport> {
  using scratch = await scratchFolder("chart");
  const { name } = await unpackChart(artifact, scratch.path);
  const chart = scratch.path;
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
    const values = parse(await readFile(join(chart, "values.yaml"), "utf8")) as object;
    const own = renderings.filter(({ deployment }) => deployment);
    const sizings = own.map((each) => checkSizing(each.name, each.deployment!, values));
    const golden = await Promise.all(own.map((each) => checkGolden(folder, artifact, each)));
    return [...golden, ...sizings.filter((check) => check !== undefined)];
  });
  return checkReport("chart", checks);
}

function failure(name: string, error: unknown): Check {
  if (!(error instanceof EslabonError)) throw error;
  return { name, passed: false, detail: `${error.message}; ${error.fix}` };
}
