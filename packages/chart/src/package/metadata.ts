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

/** `sleep` before a pod is stopped is there from 1.30 on. */
const KUBERNETES = ">=1.30.0-0";

export function metadataOf(info: PackageInfo, imageVersion: string | undefined): Metadata {
  return {
    apiVersion: "v2",
    name: chartName(info.name),
    version: info.version,
    ...(imageVersion !== undefined && { appVersion: imageVersion }),
    description: info.description,
    type: "application",
    kubeVersion: KUBERNETES,
    annotations: { "artifacthub.io/license": info.license },
  };
}

/** `@hogar/chart` → `hogar`: what it deploys is the chain. */
export function chartName(packageName: string): string {
  return /^@([^/]+)\//u.exec(packageName)?.[1] ?? packageName;
}
