import { type CheckReport, checkReport } from "@eslabon/link";
import type { ImageDefinition } from "./definition.ts";

export interface CheckImageOptions {
  readonly definition: ImageDefinition;
  /** The folder of the link. */
  readonly folder: string;
  /** The folder of the service's package, as npm has installed it. */
  readonly upstream: string;
  /** The folder of the image's layout. */
  readonly artifact: string;
}

export async function checkImage(_options: CheckImageOptions): Promise<CheckReport> {
  return Promise.resolve(checkReport("image", []));
}
