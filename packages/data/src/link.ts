import type { Link, PackageInfo } from "@eslabon/chain";
import { buildDataset } from "./build.ts";
import { checkDataset } from "./check.ts";
import { type Dataset, datasetFiles } from "./dataset.ts";

/** The data link: the first of a chain, it reads sources only. */
export function dataLink(dataset: Dataset, folder: string, info: PackageInfo): Link {
  return {
    name: "data",
    folder,
    inputs: datasetFiles(dataset),
    program: import.meta.url,
    build: ({ out, progress }) => buildDataset({ dataset, folder, info, out, progress }),
    check: ({ artifact }) => checkDataset(dataset, artifact),
  };
}
