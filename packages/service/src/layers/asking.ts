import { AsyncLocalStorage } from "node:async_hooks";
import type { Layers } from "./layers.ts";

/** The request on whose behalf code runs, also after it has waited for something: routes of users do. */
const asking = new AsyncLocalStorage<Layers>();

/** From here on, what the model does is done for this request. */
export function askFor(layers: Layers): void {
  asking.enterWith(layers);
}

/** Does a model's work, and counts its time for the request that asks. */
export function asModel<Result>(work: () => Result): Result {
  const start = performance.now();
  try {
    return work();
  } finally {
    const layers = asking.getStore();
    if (layers) layers.model += performance.now() - start;
  }
}
