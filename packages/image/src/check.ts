import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Check, type CheckReport, checkReport } from "@eslabon/link";
import { checkRunning, type ServiceDefinition } from "@eslabon/service";
import { findBuilder } from "./builder/builder.ts";
import { fetchBase } from "./builder/fetch-base.ts";
import { goldenQuestion, type Question } from "./check/golden.ts";
import { checkHealth } from "./check/health.ts";
import { checkSize } from "./check/size.ts";
import { checkStarts, untilAnswers } from "./check/start.ts";
import { checkStopping } from "./check/stopping.ts";
import { checkUser } from "./check/user.ts";
import { type Contents, type Installed, readContents } from "./contents.ts";
import { BASE, type ImageDefinition } from "./definition.ts";
import { versionIn } from "./layout/image-config.ts";
import { type Image, readImage } from "./layout/image-layout.ts";
import { type Container, type ContainerOptions, createContainer } from "./run/container.ts";
import { loadImage } from "./run/load-image.ts";
import { findRunner } from "./run/runner.ts";

export interface CheckImageOptions {
  readonly definition: ImageDefinition;
  /** The folder of the link. */
  readonly folder: string;
  /** The folder of the service's package, as npm has installed it. */
  readonly upstream: string;
  /** The folder of the image's layout. */
  readonly artifact: string;
}

const ADDED_MEGABYTES = 40;
const START_MILLISECONDS = 1000;

/**
 * Runs an image as production does, and tests it as its callers and a cluster see it: its answers and errors, its health with a whole and with
 * a broken model, how it starts and stops, what it may do and what it adds to its base.
 *
 * @throws EslabonError `IMAGE_RUNNER_ABSENT`, `IMAGE_BUILDER_ABSENT`, `IMAGE_BASE_ABSENT`, `IMAGE_MODEL_ABSENT`, `IMAGE_MODEL_OTHER`,
 * `IMAGE_GOLDEN_ABSENT`, `IMAGE_PROGRAM_FAILED`.
 */
export async function checkImage(options: CheckImageOptions): Promise<CheckReport> {
  const { definition, folder, upstream, artifact } = options;
  const { gates = {}, limits = {}, base = BASE } = definition;
  const { addedMegabytes = ADDED_MEGABYTES, startMilliseconds = START_MILLISECONDS } = gates;
  const contents = await readContents(folder, upstream);
  const question = goldenQuestion(contents.manifest);
  const image = await readImage(artifact);
  const baseImage = await fetchBase(await findBuilder(), base);
  await using loaded = await loadImage(await findRunner(), artifact);
  const create = (more: Omit<ContainerOptions, "limits">): Promise<Container> =>
    createContainer(loaded, { limits, ...more });
  return checkReport("image", [
    await checkSize(artifact, image, baseImage, addedMegabytes),
    await checkStarts(() => create({ port: true }), question, startMilliseconds),
    ...(await checkServing(() => create({ port: true }), contents, question, image)),
    ...(await checkHealth(create, contents, image.config.config.Healthcheck)),
  ]);
}

/** From its first answer to its last. */
async function checkServing(
  create: () => Promise<Container>,
  { service, manifest }: Contents,
  question: Question,
  { config: { config } }: Image,
): Promise<readonly Check[]> {
  await using container = await create();
  await container.start();
  const url = await container.url();
  await untilAnswers(url, question);
  const around = { image: versionIn(config) };
  const running = { manifest, definition: await definitionOf(service), version: service.version, around };
  return [
    ...(await checkRunning(url, running)),
    await checkUser(container),
    await checkStopping(container, url, question),
  ];
}

/** What the service's package was declared with. */
async function definitionOf({ folder, name }: Installed): Promise<ServiceDefinition> {
  const entry = createRequire(join(folder, "package.json")).resolve(name);
  const { default: definition } = (await import(pathToFileURL(entry).href)) as { default: ServiceDefinition };
  return definition;
}
