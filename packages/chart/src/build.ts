import { join } from "node:path";
import {
  type Artifact,
  copyLicence,
  type PackageInfo,
  readPackage,
  scratchFolder,
  writeArtifact,
  writeJson,
} from "@eslabon/link";
import { isFolder, readLayout } from "@eslabon/oci";
import { Value } from "typebox/value";
import type { ChartDefinition } from "./definition.ts";
import { chartErrors } from "./errors.ts";
import { writeChartFiles } from "./package/chart-files.ts";
import { CHART_FILE, writeChartLayout } from "./package/chart-layout.ts";
import { metadataOf, type ReleasedImage } from "./package/metadata.ts";
import { packChart } from "./package/pack.ts";
import { mergeValues } from "./values/merge.ts";
import { Values } from "./values/values.ts";

export interface BuildChartOptions {
  readonly definition: ChartDefinition;
  /** What the package.json of the chart's own sources says. */
  readonly package: PackageInfo;
  /** The folder of the chart's sources. */
  readonly folder: string;
  /** The folder of the released image; empty for a chart of no image yet, which whoever installs it has to name. */
  readonly image: string;
  /** Where the chain's OCI artifacts are: `registry.example.com/hogar`. */
  readonly place: string | undefined;
  /** The folder that the chart's artifact is written into. */
  readonly out: string;
}

/**
 * Makes a Helm chart of an image, as an OCI artifact. The same bytes from the same inputs.
 *
 * @throws EslabonError `CHART_VALUES_INVALID`, and what writing an artifact throws.
 */
export async function buildChart(options: BuildChartOptions): Promise<Artifact> {
  const { definition, package: info, folder, image, place, out } = options;
  const released = image === "" ? undefined : await readImage(image, place);
  const values = chartValues(definition, released);
  const metadata = metadataOf(info, released);
  return await writeArtifact(out, async (empty) => {
    using scratch = await scratchFolder("chart");
    const chart = join(scratch.path, metadata.name);
    await writeChartFiles(chart, metadata, values);
    await copyLicence(folder, chart);
    await packChart(chart, metadata.name, join(empty, CHART_FILE));
    await writeChartLayout(empty, info.version);
    await writeJson(join(empty, "package.json"), info);
  });
}

/** The values of a chart: of all charts, of this one's definition, of its image. */
function chartValues({ examples, values = {} }: ChartDefinition, image: ReleasedImage | undefined): object {
  const named = Object.fromEntries(examples.map((example, index) => [`example${index + 1}`, example]));
  const own = mergeValues({ tests: { examples: named } }, values);
  const pinned = image ? { image: { repository: image.repository, digest: image.digest } } : {};
  const merged = mergeValues(mergeValues(Value.Create(Values), own), pinned);
  const wrong = Value.Errors(Values, merged).map(
    ({ instancePath, message }) => `${instancePath || "/"} ${message}`,
  );
  if (wrong.length > 0) throw chartErrors.CHART_VALUES_INVALID("chart.ts", wrong);
  return merged;
}

async function readImage(folder: string, place: string | undefined): Promise<ReleasedImage> {
  const { name, version } = await readPackage(folder);
  const { digest } = (await readLayout(folder)).descriptor;
  const repository =
    place === undefined || isFolder(place)
      ? ""
      : `${place.replace(/^https?:\/\//u, "")}/${name.slice(name.lastIndexOf("/") + 1)}`;
  return { version, repository, digest };
}
