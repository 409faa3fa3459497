import type { Input, Manifest, Model } from "@eslabon/model";
import { asModel } from "../layers/asking.ts";
import { versionHeaders, type Versions } from "../versions.ts";

/** A version of a model as a service answers with it: its time is counted for the request that asks. */
export class ModelInUse implements Model {
  readonly manifest: Manifest;
  readonly versions: Versions;
  /** By which an answer says its versions. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #model: Model;

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
}
