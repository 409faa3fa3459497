import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scratchFolder } from "@eslabon/link";
import { type Descriptor, encode, MANIFEST_TYPE, writeBlob, writeLayout } from "@eslabon/oci";
import { extract } from "tar";
import { parse, stringify } from "yaml";
import { chartErrors } from "../errors.ts";
import type { Metadata } from "./metadata.ts";
import { packChart } from "./pack.ts";

/** The chart before it has a version: what is published has one, and this is what that is made of. */
export const CHART_FILE = "chart.tgz";

// https://helm.sh/docs/topics/registries/
const LAYER_TYPE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const CONFIG_TYPE = "application/vnd.cncf.helm.config.v1+json";

/**
 * Writes the layout of a chart beside its {@link CHART_FILE}, as `helm push` would publish it.
 *
 * @throws EslabonError `CHART_PACKAGE_BROKEN`.
 */
export async function writeChartLayout(folder: string, version: string): Promise<Descriptor> {
  using scratch = await scratchFolder("chart");
  const chart = join(scratch.path, "chart");
  const unstamped = await unpackChart(folder, chart);
  const metadata = { ...unstamped, version };
  await writeFile(join(chart, "Chart.yaml"), stringify(metadata));
  const archive = join(scratch.path, "stamped.tgz");
  await packChart(chart, metadata.name, archive);

  await rm(join(folder, "blobs"), { recursive: true, force: true });
  const layer = await writeBlob(folder, await readFile(archive), LAYER_TYPE);
  const config = await writeBlob(folder, encode(metadata), CONFIG_TYPE);
  return await writeLayout(folder, {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config,
    layers: [layer],
    annotations: {
      "org.opencontainers.image.title": metadata.name,
      "org.opencontainers.image.version": version,
      "org.opencontainers.image.description": metadata.description,
    },
  });
}

/**
 * Unpacks the chart of an artifact into a folder.
 *
 * @throws EslabonError `CHART_PACKAGE_BROKEN`.
 */
export async function unpackChart(artifact: string, folder: string): Promise<Metadata> {
  try {
    await mkdir(folder, { recursive: true });
    await extract({ file: join(artifact, CHART_FILE), cwd: folder, strip: 1 });
    return parse(await readFile(join(folder, "Chart.yaml"), "utf8")) as Metadata;
  } catch (error) {
    throw chartErrors.CHART_PACKAGE_BROKEN(artifact, (error as Error).message, error);
  }
}
