import type { PackageInfo } from "@eslabon/link";
import type { BaseImage } from "./builder/builder.ts";
import type { Contents } from "./contents.ts";

const MILLISECONDS = 1000;

export interface Labelled {
  readonly package: PackageInfo;
  readonly contents: Contents;
  /** The name of the base, and what it was. */
  readonly base: string;
  readonly baseImage: BaseImage;
  readonly epoch: number;
  /** The commit that it is made from, where that is known. */
  readonly revision: string | undefined;
}

/**
 * What an image says of itself: https://github.com/opencontainers/image-spec/blob/main/annotations.md, and the versions of the links in it. Its own
 * version is said when it has one.
 */
export function labelsOf({
  package: about,
  contents: { service, model, manifest },
  base,
  baseImage,
  epoch,
  revision,
}: Labelled): Readonly<Record<string, string>> {
  return {
    "org.opencontainers.image.created": new Date(epoch * MILLISECONDS).toISOString(),
    "org.opencontainers.image.title": about.name,
    "org.opencontainers.image.description": about.description,
    "org.opencontainers.image.licenses": about.license,
    "org.opencontainers.image.base.name": fullName(base),
    ...(baseImage.digest !== undefined && { "org.opencontainers.image.base.digest": baseImage.digest }),
    ...(revision !== undefined && { "org.opencontainers.image.revision": revision }),
    "dev.eslabon.data.version": manifest.data.version,
    "dev.eslabon.model.name": model.name,
    "dev.eslabon.model.version": model.version,
    "dev.eslabon.service.name": service.name,
    "dev.eslabon.service.version": service.version,
  };
}

/** As registries know an image: `docker.io/library/node:24-slim`. */
export function fullName(image: string): string {
  const [first = "", ...rest] = image.split("/");
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/u.test(first) ? image : `docker.io/${image}`;
}
