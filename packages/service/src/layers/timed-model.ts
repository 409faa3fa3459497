import { AsyncLocalStorage } from "node:async_hooks";
import type { Input, Manifest, Model } from "@eslabon/model";
import type { Layers } from "./layers.ts";

/** The request on whose behalf code runs, also after it has waited for something: routes of users do. */
const asking = new AsyncLocalStorage<Layers>();

/** From here on, what the model does is done for this request. */
export function askFor(layers: Layers): void {
  asking.enterWith(layers);
}

/** A model whose time is counted for the request that asks it. */
export class TimedModel implements Model {
  readonly manifest: Manifest;
  readonly #model: Model;

  constructor(model: Model) {
    this.manifest = model.manifest;
    this.#model = model;
  }

  predict(input: Input): ReturnType<Model["predict"]> {
    const start = performance.now();
    try {
      return this.#model.predict(input);
    } finally {
      count(start);
    }
  }

  decide(input: Input): ReturnType<Model["decide"]> {
    const start = performance.now();
    try {
      return this.#model.decide(input);
    } finally {
      count(start);
    }
  }

  explain(input: Input): ReturnType<Model["explain"]> {
    const start = performance.now();
    try {
      return this.#model.explain(input);
    } finally {
      count(start);
    }
  }
}

function count(start: number): void {
  const layers = asking.getStore();
  if (layers) layers.model += performance.now() - start;
}
