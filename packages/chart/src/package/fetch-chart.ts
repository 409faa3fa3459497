import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Manifest, openRepository } from "@eslabon/oci";
import { chartErrors } from "../errors.ts";
import { IMAGE_ANNOTATION, type Metadata } from "./metadata.ts";

/** A released chart, as `helm pull` would bring it. */
export interface FetchedChart {
  readonly name: string;
  readonly version: string;
  /** The image that it was made for, by its digest; absent where the chart does not say where it is. */
  readonly image?: string;
  /** Of its manifest: `sha256:…`. */
  readonly digest: string;
  /** Its archive. */
  readonly file: string;
}

/**
 * Writes the archive of a released chart into a folder.
 *
 * @param place where the chain's OCI artifacts are
 * @throws EslabonError `CHART_VERSION_ABSENT`; and what the registry throws.
 */
export async function fetchChart(place: string, version: string, folder: string): Promise<FetchedChart> {
  const repository = openRepository(place, "chart");
  const found = await repository.manifest(version);
  if (!found)
    throw chartErrors.CHART_VERSION_ABSENT(`${repository.name}:${version}`, await repository.tags());
  const { config, layers } = JSON.parse(found.content.toString()) as Manifest;
  const metadata = JSON.parse((await repository.blob(config.digest)).toString()) as Metadata;
  const file = join(folder, `${metadata.name}-${version}.tgz`);
  await writeFile(file, await repository.blob(layers[0]!.digest));
  const { name, annotations } = metadata;
  const image = annotations[IMAGE_ANNOTATION];
  return { name, version, ...(image !== undefined && { image }), digest: found.descriptor.digest, file };
}
