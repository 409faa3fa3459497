import type { Input, Manifest, Prediction } from "@eslabon/model";
import type { scrub } from "@eslabon/personal-data";
import { stated } from "../stated.ts";

/** An answer as it is kept and told of: without personal data. */
export interface GivenAnswer {
  /** That of its request, which the caller got as `x-request-id`. */
  readonly id: string;
  readonly time: string;
  /** What was asked: the model's fields and nothing else. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The first labels, the most probable one first. */
  readonly answer: readonly { readonly label: string; readonly score: number }[];
}

const LABELS = 5;

export type Scrub = typeof scrub;

export function givenAnswer(
  scrub: Scrub,
  { fields }: Manifest,
  id: string,
  input: Input,
  prediction: Prediction,
): GivenAnswer {
  const names = [fields.text, ...(fields.extra ?? []).map(({ name }) => name)];
  const withoutPersonalData = (value: unknown): unknown =>
    typeof value === "string" ? scrub(value).text : value;
  const given = names.filter((name) => Object.hasOwn(input, name));
  return {
    id,
    time: new Date().toISOString(),
    input: Object.fromEntries(given.map((name) => [name, withoutPersonalData(input[name])])),
    answer: prediction.slice(0, LABELS).map(({ label, score }) => ({ label, score: stated(score) })),
  };
}
