import type { Example } from "./example.ts";
import { type Evaluation, Tally } from "./evaluation.ts";
import { inputOf } from "./input/input-of.ts";
import { orRefused } from "./input/or-refused.ts";
import type { Model } from "./model.ts";

/**
 * Asks a model about every example. One that it refuses (an empty text, a missing field) counts as a wrong answer and is told apart as
 * `unanswered`; a label that it does not know can only be answered wrongly.
 */
export async function evaluate(
  model: Model,
  examples: AsyncIterable<Example> | Iterable<Example>,
): Promise<Evaluation> {
  const tally = new Tally(model.manifest.threshold.confidence);
  for await (const example of examples) {
    const decision = orRefused(() => model.decide(inputOf(model.manifest, example)));
    const first = decision?.prediction[0];
    if (first) tally.add(example.label, first.label, first.score, decision.confidence);
    else tally.addUnanswered(example.label);
  }
  return tally.evaluation();
}
