import type { Link, PackageInfo } from "@eslabon/link";
import { type Dataset, datasetFiles } from "./dataset.ts";

/** The data link: the first of a chain, it reads sources only. */
export function dataLink(dataset: Dataset, folder: string, info: PackageInfo): Link {
  return {
    name: "data",
    folder,
    package: info,
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
  };
}
