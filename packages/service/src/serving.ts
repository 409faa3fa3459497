import type { Model } from "@eslabon/model";
import type { Metrics } from "./metrics.ts";
import type { Parameters } from "./parameters.ts";
import type { Versions } from "./versions.ts";

/** What the routes of a service have in common. */
export interface Serving {
  readonly model: Model;
  readonly versions: Versions;
  readonly metrics: Metrics;
  /** Of the first version's query. */
  readonly parameters: Parameters;
}
