import { EslabonError } from "@eslabon/chain";
import { type Evaluation, Tally } from "../evaluation.ts";
import type { Example } from "../example.ts";
import type { Model } from "../model.ts";
import type { Decision, Word } from "../prediction.ts";
import type { Answer, Side } from "./comparison.ts";
import { rounded } from "./rounded.ts";

const WORDS = 3;

/** One of the models of a comparison: answers, and counts how well. */
export class Contestant {
  readonly model: Model;
  readonly #tally: Tally;

  constructor(model: Model) {
    this.model = model;
    this.#tally = new Tally(model.manifest.threshold.confidence);
  }

  /** A text that the model refuses (empty, too long) counts as answered wrongly, as in an evaluation. */
  answer({ text, label: right }: Example): Answer {
    const decision = this.#decide(text);
    const first = decision?.prediction[0];
    if (!decision || !first) {
      this.#tally.addUnanswered(right);
      return { label: null, score: 0, decided: false };
    }
    this.#tally.add(right, first.label, first.score);
    return { label: first.label, score: rounded(first.score), decided: decision.label !== null };
  }

  /** The words that spoke most for the answer to a text. */
  reasons(text: string): Word[] {
    const words = orRefused(() => this.model.explain(this.#input(text)).explanation.words) ?? [];
    return words
      .filter(({ weight }) => weight > 0)
      .sort((one, other) => other.weight - one.weight)
      .slice(0, WORDS)
      .map((word) => ({ ...word, weight: rounded(word.weight) }));
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

  #decide(text: string): Decision | undefined {
    return orRefused(() => this.model.decide(this.#input(text)));
  }

  /** Each model has its own name for the text. */
  #input(text: string): Record<string, string> {
    return { [this.model.manifest.fields.text]: text };
  }
}

function orRefused<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof EslabonError) return undefined;
    throw error;
  }
}
