import type { Manifest } from "@eslabon/model";

/** The versions behind an answer. */
export interface Versions {
  readonly service: string;
  readonly model: string;
  readonly data: string;
  /** Of what the service was put into, where that is known. */
  readonly image?: string;
  readonly chart?: string;
}

/** The versions that a service cannot know by itself. */
export type VersionsAround = Pick<Versions, "image" | "chart">;

export function versionsOf(
  service: string,
  { version, data }: Manifest,
  { image, chart }: VersionsAround = {},
): Versions {
  return {
    service,
    model: version,
    data: data.version,
    ...(image !== undefined && { image }),
    ...(chart !== undefined && { chart }),
  };
}

export const SERVICE_VERSION_HEADER = "eslabon-service-version";

export function versionHeaders({ service, model, data, image, chart }: Versions): Record<string, string> {
  return {
    [SERVICE_VERSION_HEADER]: service,
    "eslabon-model-version": model,
    "eslabon-data-version": data,
    ...(image !== undefined && { "eslabon-image-version": image }),
    ...(chart !== undefined && { "eslabon-chart-version": chart }),
  };
}
