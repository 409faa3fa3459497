import type { Input, Manifest, Model, Prediction } from "@eslabon/model";
import { asModel } from "../layers/asking.ts";
import { type Layout, ScoreWriter } from "../score-writer.ts";
import { versionHeaders, type Versions } from "../versions.ts";

/** A version of a model as a service answers with it: its time is counted for the request that asks. */
export class ModelInUse implements Model {
  readonly manifest: Manifest;
  readonly versions: Versions;
  /** By which an answer says its versions. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #model: Model;
  readonly #writers = new Map<Layout, ScoreWriter>();

  constructor(model: Model, versions: Versions) {
    this.manifest = model.manifest;
    this.versions = versions;
    this.headers = versionHeaders(versions);
    this.#model = model;
  }

  predict(input: Input): ReturnType<Model["predict"]> {
    return asModel(() => this.#model.predict(input));
  }

  decide(input: Input): ReturnType<Model["decide"]> {
    return asModel(() => this.#model.decide(input));
  }

  explain(input: Input): ReturnType<Model["explain"]> {
    return asModel(() => this.#model.explain(input));
  }

  /** What it has predicted, as JSON. */
  write(prediction: Prediction, layout: Layout): string {
    let writer = this.#writers.get(layout);
    if (!writer) {
      writer = new ScoreWriter(this.manifest.labels, layout);
      this.#writers.set(layout, writer);
    }
    return writer.write(prediction);
  }
}
