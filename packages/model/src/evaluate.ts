import { EslabonError } from "@eslabon/chain";
import type { Example } from "./example.ts";
import { type Evaluation, Tally } from "./evaluation.ts";
import type { Model } from "./model.ts";
import type { Prediction } from "./prediction.ts";

/**
 * Asks a model about every example. A text that it refuses (empty, too long) counts as a wrong answer and is told apart as
 * `unanswered`; a label that it does not know can only be answered wrongly.
 */
export async function evaluate(
  model: Model,
  examples: AsyncIterable<Example> | Iterable<Example>,
): Promise<Evaluation> {
  const tally = new Tally(model.manifest.threshold.confidence);
  for await (const { text, label } of examples) {
    const first = answer(model, text)?.[0];
    if (first) tally.add(label, first.label, first.score);
    else tally.addUnanswered(label);
  }
  return tally.evaluation();
}

function answer(model: Model, text: string): Prediction | undefined {
  try {
    return model.predict({ [model.manifest.fields.text]: text });
  } catch (error) {
    if (error instanceof EslabonError) return undefined;
    throw error;
  }
}
