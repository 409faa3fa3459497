import type { Input } from "@eslabon/model";
import type { Address } from "../model-at.ts";

/** What is asked, and where. */
export interface Target extends Address {
  readonly model: string;
  /** One at least. */
  readonly inputs: readonly Input[];
}

export interface Question {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
}

export function questionOf({ url, headers, model, inputs }: Target): Question {
  const base = new URL(url).pathname.replace(/\/$/u, "");
  return {
    path: `${base}/api/v2/modelos/${encodeURIComponent(model)}`,
    headers: { ...headers, "content-type": "application/json" },
    bodies: inputs.map((input) => JSON.stringify(input)),
  };
}
