import type { Model } from "@eslabon/model";
import type { Answers } from "./events/answers.ts";
import type { Metrics } from "./metrics.ts";
import type { Parameters } from "./parameters.ts";
import type { Versions } from "./versions.ts";

/** What the routes of a service have in common. */
export interface Serving {
  readonly model: Model;
  readonly versions: Versions;
  readonly metrics: Metrics;
  /** Who is told of each answer that is given. */
  readonly answers: Answers;
  /** Of the first version's query. */
  readonly parameters: Parameters;
}
