import type { Link, PackageInfo } from "@eslabon/link";
import { type Dataset, datasetFiles } from "./dataset.ts";
import { compareDatasets } from "./diff/compare-datasets.ts";
import { listChanges } from "./diff/list-changes.ts";
import type { VersionRules } from "./diff/version-rules.ts";
import { stampPackage } from "./package/stamp.ts";

/** A link whose artifacts are datasets, with its rules for their versions. */
export interface DataLink extends Link {
  readonly versions: Partial<VersionRules>;
}

export function isDataLink(link: Link): link is DataLink {
  return "versions" in link;
}

/** The data link: the first of a chain, it reads sources only. */
export function dataLink(dataset: Dataset, folder: string, info: PackageInfo): DataLink {
  const { versions = {} } = dataset;
  return {
    name: "data",
    folder,
    package: info,
    versions,
    inputs: datasetFiles(dataset),
    program: import.meta.url,
    // DuckDB and the plots take time to load, which is for nothing when the dataset is up to date.
    build: async ({ out, progress }) => {
      const { buildDataset } = await import("./build.ts");
      return buildDataset({ dataset, folder, info, out, progress });
    },
    check: async ({ artifact }) => {
      const { checkDataset } = await import("./check.ts");
      return checkDataset(dataset, artifact);
    },
    stamp: stampPackage,
    compare: async (released, next) =>
      listChanges(await compareDatasets(released, next, { top: 0 }), versions),
  };
}
