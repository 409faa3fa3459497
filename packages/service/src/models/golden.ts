import { type Example, inputOf, type Model } from "@eslabon/model";

/** What a model that does not work says to its own golden examples; `undefined` when it gives the right label for each. */
export function wrongAnswer(model: Model): string | undefined {
  for (const example of model.manifest.golden) {
    const wrong = wrongAnswerTo(model, example);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** As {@link wrongAnswer}, to one of them. */
export function wrongAnswerTo(model: Model, example: Example): string | undefined {
  try {
    const label = model.predict(inputOf(model.manifest, example))[0]?.label;
    return label === example.label ? undefined : `it answers “${example.text}” with ${label ?? "nothing"}`;
  } catch (error) {
    return `it fails at “${example.text}”: ${(error as Error).message}`;
  }
}
