import { inputOf, type Manifest } from "@eslabon/model";
import { imageErrors } from "../errors.ts";

/** A request that has a known answer. */
export interface Question {
  readonly path: string;
  readonly body: string;
  readonly label: string;
}

/**
 * The model's first golden example.
 *
 * @throws EslabonError `IMAGE_GOLDEN_ABSENT`.
 */
export function goldenQuestion(manifest: Manifest): Question {
  const [example] = manifest.golden;
  if (!example) throw imageErrors.IMAGE_GOLDEN_ABSENT(manifest.package);
  const body = JSON.stringify(inputOf(manifest, example));
  return { path: `/api/v2/modelos/${manifest.name}`, body, label: example.label };
}

/** Whether the text of an answer gives the right label. */
export function isRight({ label }: Question, answer: string): boolean {
  const { classification } = JSON.parse(answer) as { classification: { tokens: { token: string }[] } };
  return classification.tokens[0]?.token === label;
}
