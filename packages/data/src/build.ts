import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Artifact,
  type PackageInfo,
  type Progress,
  silent,
  writeArtifact,
  writeJson,
} from "@eslabon/link";
import { type Dataset, stepContext } from "./dataset.ts";
import { dataErrors } from "./errors.ts";
import { dataPackage } from "./package/data-package.ts";
import { writeRows } from "./package/write-rows.ts";
import { loadSources } from "./reading/load.ts";
import { datasetCard, reportPage } from "./report/pages.ts";
import { makeReport, type Report } from "./report/report.ts";
import { splitRows } from "./split.ts";
import { Workbench } from "./workbench.ts";

export interface BuildDatasetOptions {
  readonly dataset: Dataset;
  /** The folder of the dataset's declaration, where its sources' paths begin. */
  readonly folder: string;
  /** What the link's `package.json` says of it. */
  readonly info: PackageInfo;
  /** Where the package goes. */
  readonly out: string;
  readonly progress?: Progress;
}

/**
 * Makes the dataset package: sources → clean rows → Parquet, JSON Lines, schema, card and report. The same inputs give the
 * same bytes.
 *
 * @throws EslabonError `DATA_…` for sources that cannot be read and steps that fail, `CHAIN_…` for the folder.
 */
export async function buildDataset(
  options: BuildDatasetOptions,
): Promise<Artifact & { readonly report: Report }> {
  let report: Report | undefined;
  const artifact = await writeArtifact(options.out, async (empty) => {
    report = await fillPackage(empty, options);
  });
  return { ...artifact, report: report! };
}

async function fillPackage(
  out: string,
  { dataset, folder, info, progress = silent }: BuildDatasetOptions,
): Promise<Report> {
  const scratch = join(out, ".workbench");
  await mkdir(scratch);
  const context = stepContext(dataset, folder);
  await using workbench = await Workbench.open(join(scratch, "rows.duckdb"), dataset.fields);

  const loaded = await loadSources(workbench, dataset, folder, progress);
  for (const step of dataset.cleaning) {
    progress(step.name);
    await step.apply(workbench, context);
  }
  await splitRows(workbench, context.text, dataset.split.test);
  const report = await makeReport(workbench, { dataset, info, loaded, context });
  if (report.kept === 0) throw dataErrors.DATA_EMPTY(report.read);

  progress(`writing ${report.kept} rows`);
  await writeRows(workbench, context.fields, out);
  await rm(scratch, { recursive: true });
  await writeJson(join(out, "package.json"), packageJson(info));
  await writeJson(join(out, "datapackage.json"), await dataPackage(out, dataset, info, report));
  await writeJson(join(out, "report.json"), report);
  await writeFile(join(out, "report.html"), reportPage(report));
  await writeFile(join(out, "README.md"), datasetCard(dataset, info, report));
  return report;
}

function packageJson({ name, version, description, license }: PackageInfo): Record<string, unknown> {
  return { name, version, description, license, exports: { "./*": "./*" }, files: ["*"] };
}
