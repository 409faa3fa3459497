import type { Turns } from "./batch/turns.ts";
import type { ServiceConfig } from "./config/schema.ts";
import type { Answers } from "./events/answers.ts";
import type { Metrics } from "./metrics.ts";
import type { ServedModel } from "./models/served-model.ts";
import type { ServedModels } from "./models/serve-models.ts";
import type { AdmissionQueue } from "./queue/admission-queue.ts";
import type { Parameters } from "./parameters.ts";

/** What the routes of a service have in common. */
export interface Serving {
  /** The chain's own, which the first version of the API answers with. */
  readonly model: ServedModel;
  /** Each one by its name, the chain's own first. */
  readonly models: ServedModels;
  readonly metrics: Metrics;
  readonly queue: AdmissionQueue;
  /** In which there is work on many texts. */
  readonly turns: Turns;
  /** How many texts may come together. */
  readonly batch: ServiceConfig["batch"];
  /** Who is told of each answer that is given. */
  readonly answers: Answers;
  /** Of the first version's query. */
  readonly parameters: Parameters;
}
