import type { PackageInfo } from "@eslabon/link";

/** What `Chart.yaml` says: https://helm.sh/docs/topics/charts/#the-chartyaml-file */
export interface Metadata {
  readonly apiVersion: "v2";
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string;
  readonly description: string;
  readonly type: "application";
  readonly kubeVersion: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The image that a chart was made for. */
export interface ReleasedImage {
  readonly version: string;
  /** Empty where a cluster cannot pull from the registry: then whoever installs the chart names another one. */
  readonly repository: string;
  readonly digest: string;
}

/** `sleep` before a pod is stopped is there from 1.30 on. */
const KUBERNETES = ">=1.30.0-0";

/** Where {@link Metadata} says the image, as an environment's file takes it. */
export const IMAGE_ANNOTATION = "dev.eslabon.image";

export function metadataOf(info: PackageInfo, image: ReleasedImage | undefined): Metadata {
  return {
    apiVersion: "v2",
    name: chartName(info.name),
    version: info.version,
    ...(image && { appVersion: image.version }),
    description: info.description,
    type: "application",
    kubeVersion: KUBERNETES,
    annotations: {
      "artifacthub.io/license": info.license,
      ...(image && image.repository !== "" && { [IMAGE_ANNOTATION]: referenceOf(image) }),
    },
  };
}

function referenceOf({ repository, version, digest }: ReleasedImage): string {
  return `${repository}:${version}@${digest}`;
}

/** `@hogar/chart` → `hogar`: what it deploys is the chain. */
function chartName(packageName: string): string {
  return /^@([^/]+)\//u.exec(packageName)?.[1] ?? packageName;
}
