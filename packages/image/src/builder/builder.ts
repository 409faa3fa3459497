import { imageErrors } from "../errors.ts";
import { isThere } from "../program.ts";
import { buildah } from "./buildah.ts";
import { docker } from "./docker.ts";
import { podman } from "./podman.ts";

export interface BuildRequest {
  /** The folder that has the Dockerfile and what it copies. */
  readonly context: string;
  /** Build arguments by name. */
  readonly args: Readonly<Record<string, string>>;
  /** Files that only the build sees, by the names that the Dockerfile mounts them under. */
  readonly secrets: Readonly<Record<string, string>>;
  /** How old all that is made says it is, in seconds since 1970. */
  readonly epoch: number;
  /** The file that the image is written to, as `docker load` reads it. */
  readonly archive: string;
}

/** An image that others are put on. */
export interface BaseImage {
  /** Of its manifest, where it came from a registry: `sha256:…`. */
  readonly digest: string | undefined;
  /** The digests of its layers, uncompressed, the lowest first. */
  readonly layers: readonly string[];
}

/** A program that builds images from Dockerfiles. */
export interface Builder {
  readonly name: string;
  /** @throws EslabonError `IMAGE_PROGRAM_FAILED`. */
  build(request: BuildRequest): Promise<void>;
  /** Fetches an image, if it is not here, and tells what is known of it. */
  fetchBase(image: string): Promise<BaseImage>;
}

const BUILDERS: readonly Builder[] = [podman, buildah, docker];

/**
 * The program that builds images here: the one that `ESLABON_IMAGE_BUILDER` names, or the first that is there of podman, buildah and docker.
 *
 * @throws EslabonError `IMAGE_BUILDER_ABSENT`.
 */
export async function findBuilder(): Promise<Builder> {
  const { ESLABON_IMAGE_BUILDER: wanted = "" } = process.env;
  const candidates = wanted === "" ? BUILDERS : BUILDERS.filter(({ name }) => name === wanted);
  for (const builder of candidates) if (await isThere(builder.name)) return builder;
  throw imageErrors.IMAGE_BUILDER_ABSENT(wanted === "" ? BUILDERS.map(({ name }) => name) : [wanted]);
}
