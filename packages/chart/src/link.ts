import { join, relative } from "node:path";
import { type Link, listFiles, type PackageInfo } from "@eslabon/link";
import { buildChart } from "./build.ts";
import { chartChanges } from "./changes.ts";
import { checkChart } from "./check.ts";
import type { ChartDefinition } from "./definition.ts";
import { SHIPPED } from "./package/chart-files.ts";
import { writeChartLayout } from "./package/chart-layout.ts";

/**
 * The chart link: it deploys the image.
 *
 * @param environments the files of the environments that it is rendered for, by their names
 */
export async function chartLink(
  definition: ChartDefinition,
  folder: string,
  info: PackageInfo,
  environments: Readonly<Record<string, string>>,
): Promise<Link> {
  const shipped = await listFiles(SHIPPED);
  return {
    name: "chart",
    reads: [{ link: "image", range: "caret" }],
    folder,
    package: info,
    inputs: shipped.map((file) => relative(folder, join(SHIPPED, file))),
    program: import.meta.url,
    build: ({ upstream, oci, out }) =>
      buildChart({ definition, package: info, folder, image: upstream, place: oci, out }),
    check: ({ artifact, environment, signal }) =>
      checkChart({ artifact, folder, environments, environment, signal }),
    stamp: async (artifact, version) => {
      await writeChartLayout(artifact, version);
    },
    compare: chartChanges,
  };
}
