import type { Manifest } from "@eslabon/model";

/** The versions behind an answer. */
export interface Versions {
  readonly service: string;
  readonly model: string;
  readonly data: string;
}

export function versionsOf(service: string, { version, data }: Manifest): Versions {
  return { service, model: version, data: data.version };
}

export function versionHeaders({ service, model, data }: Versions): Record<string, string> {
  return {
    "eslabon-service-version": service,
    "eslabon-model-version": model,
    "eslabon-data-version": data,
  };
}
