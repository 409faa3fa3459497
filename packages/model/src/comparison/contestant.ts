import { type Evaluation, Tally } from "../evaluation.ts";
import type { Example } from "../example.ts";
import { inputOf } from "../input/input-of.ts";
import { orRefused } from "../input/or-refused.ts";
import type { Input, Model } from "../model.ts";
import type { Answer, Reasons, Side } from "./comparison.ts";
import { rounded } from "./rounded.ts";

const MOST_WORDS = 3;

/** One of the models of a comparison: answers, and counts how well. */
export class Contestant {
  readonly model: Model;
  readonly #tally: Tally;

  constructor(model: Model) {
    this.model = model;
    this.#tally = new Tally(model.manifest.threshold.confidence);
  }

  /** An example that the model refuses (an empty text, a missing field) counts as answered wrongly, as in an evaluation. */
  answer(example: Example): Answer {
    const { label: right } = example;
    const decision = orRefused(() => this.model.decide(this.#input(example)));
    const first = decision?.prediction[0];
    if (!decision || !first) {
      this.#tally.addUnanswered(right);
      return { label: null, score: 0, decided: false };
    }
    this.#tally.add(right, first.label, first.score, decision.confidence);
    return { label: first.label, score: rounded(first.score), decided: decision.label !== null };
  }

  /** The words that spoke most for the answer to an example, and the fields that spoke for it. */
  reasons(example: Example): Reasons {
    const explained = orRefused(() => this.model.explain(this.#input(example)).explanation);
    const { words = [], fields = [] } = explained ?? {};
    return { words: strongest(words).slice(0, MOST_WORDS), fields: strongest(fields) };
  }

  figures(): { side: Side; labels: Evaluation["labels"] } {
    const { name, package: packageName, version, data } = this.model.manifest;
    const { accuracy, macroF1, ece, decided, unanswered, labels } = this.#tally.evaluation();
    const side: Side = {
      name,
      package: packageName,
      version,
      data: { package: data.package, version: data.version, digest: data.digest },
      accuracy,
      macroF1,
      ece,
      decided: decided.coverage,
      precision: decided.coverage === 0 ? null : decided.precision,
      unanswered,
    };
    return { side, labels };
  }

  #input(example: Example): Input {
    return inputOf(this.model.manifest, example);
  }
}

/** Those that spoke for the label, the loudest first. */
function strongest<Reason extends { readonly weight: number }>(reasons: readonly Reason[]): Reason[] {
  return reasons
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map((reason) => ({ ...reason, weight: rounded(reason.weight) }));
}
