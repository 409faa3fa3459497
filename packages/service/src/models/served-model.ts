import type { Input, Manifest, Model } from "@eslabon/model";
import { serviceErrors } from "../errors.ts";
import type { Versions } from "../versions.ts";
import { wrongAnswer } from "./golden.ts";
import { ModelInUse } from "./model-in-use.ts";

/** A model of a service. A later version can take its place between two requests: each is answered by the one that it came to. */
export class ServedModel implements Model {
  readonly name: string;
  readonly #versionsOf: (manifest: Manifest) => Versions;
  #inUse: ModelInUse;

  /** @param versionsOf the versions behind answers of the model with this manifest */
  constructor(model: Model, versionsOf: (manifest: Manifest) => Versions) {
    this.name = model.manifest.name;
    this.#versionsOf = versionsOf;
    this.#inUse = new ModelInUse(model, versionsOf(model.manifest));
  }

  get inUse(): ModelInUse {
    return this.#inUse;
  }

  get manifest(): Manifest {
    return this.#inUse.manifest;
  }

  predict(input: Input): ReturnType<Model["predict"]> {
    return this.#inUse.predict(input);
  }

  decide(input: Input): ReturnType<Model["decide"]> {
    return this.#inUse.decide(input);
  }

  explain(input: Input): ReturnType<Model["explain"]> {
    return this.#inUse.explain(input);
  }

  /**
   * Answers with another version from now on.
   *
   * @throws EslabonError `SERVICE_MODEL_UNFIT` when it is another model or of another major version, reads longer texts than the service was
   * started for, or does not give its own golden answers; then nothing has changed.
   */
  replace(next: Model): void {
    const { manifest } = next;
    const wrong = misfit(this.manifest, manifest) ?? wrongAnswer(next);
    if (wrong !== undefined) throw serviceErrors.SERVICE_MODEL_UNFIT(manifest.version, wrong);
    this.#inUse = new ModelInUse(next, this.#versionsOf(manifest));
  }
}

function misfit(now: Manifest, next: Manifest): string | undefined {
  if (next.name !== now.name) return `it is the model “${next.name}” and not “${now.name}”`;
  if (majorOf(next) !== majorOf(now)) return `its major version is not that of ${now.version}`;
  if (next.limits.textLength > now.limits.textLength) {
    return `it reads texts of up to ${next.limits.textLength} units, and the service was started for ${now.limits.textLength}`;
  }
  return undefined;
}

function majorOf({ version }: Manifest): string {
  return version.slice(0, version.indexOf("."));
}
