import type { Versions } from "../versions.ts";

/** An event as CloudEvents 1.0 writes it in JSON. */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly type: "eslabon.prediction" | "eslabon.feedback";
  /** The model that answered: `/api/v2/modelos/hogar`. */
  readonly source: string;
  /** That of the request; with `source` and `type` it is there once. */
  readonly id: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly data: object;
}

/** What is the same in all events of a model. */
export interface EventOrigin {
  readonly model: string;
  readonly versions: Versions;
}

export function cloudEvent(
  type: CloudEvent["type"],
  { model, versions }: EventOrigin,
  { id, time, ...data }: { readonly id: string; readonly time: string; readonly versions?: Versions },
): CloudEvent {
  return {
    specversion: "1.0",
    type,
    source: `/api/v2/modelos/${model}`,
    id,
    time,
    datacontenttype: "application/json",
    data: { ...data, versions },
  };
}
