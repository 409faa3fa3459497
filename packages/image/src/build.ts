import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Artifact,
  copyLicence,
  type PackageInfo,
  type Progress,
  scratchFolder,
  writeArtifact,
  writeJson,
} from "@eslabon/link";
import { type Builder, findBuilder } from "./builder/builder.ts";
import { fetchBase } from "./builder/fetch-base.ts";
import { type Contents, readContents } from "./contents.ts";
import { npmSettings } from "./context/npm-settings.ts";
import { writeContext } from "./context/write-context.ts";
import { BASE, type ImageDefinition } from "./definition.ts";
import { labelsOf } from "./labels.ts";
import { unpackArchive } from "./layout/archive.ts";
import { withLabels, withoutNotes, withVersion } from "./layout/image-config.ts";
import { writeImage } from "./layout/image-layout.ts";
import { makeSbom, writeSbom } from "./sbom.ts";

export interface BuildImageOptions {
  readonly definition: ImageDefinition;
  /** What the package.json of the link says. */
  readonly package: PackageInfo;
  /** The folder of the link. */
  readonly folder: string;
  /** The folder of the service's package, as npm has installed it. */
  readonly upstream: string;
  readonly out: string;
  /** What npm needs to know of the registry of the chain's packages. */
  readonly npmEnvironment?: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

/**
 * Makes an OCI image layout of a service and its model, with the bill of materials beside it: the same bytes from the same inputs, which are the
 * link's files, the published packages and the base. All of it is as old as `SOURCE_DATE_EPOCH` says, or else of 1970.
 *
 * @throws EslabonError `IMAGE_BUILDER_ABSENT`, `IMAGE_BASE_ABSENT`, `IMAGE_LOCK_ABSENT`, `IMAGE_MODEL_ABSENT`, `IMAGE_MODEL_OTHER`,
 * `IMAGE_PROGRAM_FAILED`; and what writing an artifact throws.
 */
export async function buildImage(options: BuildImageOptions): Promise<Artifact> {
  const { definition, package: about, folder, upstream, out, progress } = options;
  const { base = BASE, labels = {} } = definition;
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? 0);
  const contents = await readContents(folder, upstream);
  const builder = await findBuilder();
  progress(`looking at ${base}`);
  const baseImage = await fetchBase(builder, base);
  using work = await scratchFolder("image");
  progress(`building with ${builder.name}`);
  const archive = await buildArchive(builder, contents, base, epoch, work.path, options);
  const sbom = await makeSbom({ folder, package: about, base, baseImage });
  const labelled = { package: about, contents, base, baseImage, epoch, revision: process.env.ESLABON_COMMIT };
  progress("packing its layers");
  return await writeArtifact(out, async (empty) => {
    const { config, layers } = await unpackArchive(archive, empty);
    const labelledConfig = withLabels(withoutNotes(config), { ...labelsOf(labelled), ...labels });
    await writeImage(empty, withVersion(labelledConfig, about.version), layers);
    await writeSbom(empty, sbom);
    await writeJson(join(empty, "package.json"), packageFile(about, contents));
    await copyLicence(folder, empty);
  });
}

async function buildArchive(
  builder: Builder,
  { service, model }: Contents,
  base: string,
  epoch: number,
  work: string,
  { folder, npmEnvironment = {} }: BuildImageOptions,
): Promise<string> {
  const context = join(work, "context");
  await writeContext(folder, context);
  const { npmrc, ca } = await npmSettings(folder, npmEnvironment);
  const npmrcFile = join(work, "npmrc");
  await writeFile(npmrcFile, npmrc, { mode: 0o600 });
  const archive = join(work, "image.tar");
  await builder.build({
    context,
    args: { BASE: base, SERVICE: service.name, MODEL: model.name },
    secrets: { npmrc: npmrcFile, ...(ca !== undefined && { ca }) },
    epoch,
    archive,
  });
  return archive;
}

function packageFile(
  { name, version, description, license }: PackageInfo,
  { service, model }: Contents,
): object {
  const dependencies = { [model.name]: model.version, [service.name]: service.version };
  return { name, version, description, license, dependencies };
}
