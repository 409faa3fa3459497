import type { Engine, Reasons } from "./engine.ts";
import type { Vocabulary } from "./features/vocabulary.ts";
import { FACTS } from "./features/ngrams.ts";
import { Vectoriser } from "./features/vectoriser.ts";
import { softmax } from "./softmax.ts";

/** A linear classifier's numbers as they are stored. */
export interface Weights extends Vocabulary {
  /** One a label. */
  readonly biases: Float32Array<ArrayBuffer>;
  /** What one unit of each column's cells is worth. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** One row a column with one cell a label: weight = cell × scale. */
  readonly cells: Int8Array<ArrayBuffer>;
}

/** Text in, probabilities out. Knows labels by their numbers only. */
export class Classifier implements Engine {
  /** The probability of each label for the text last read. */
  readonly probabilities: Float64Array;
  readonly #weights: Weights;
  readonly #temperature: number;
  readonly #vectoriser: Vectoriser;

  constructor(weights: Weights, temperature: number) {
    this.#weights = weights;
    this.#temperature = temperature;
    this.#vectoriser = new Vectoriser(weights);
    this.probabilities = new Float64Array(weights.biases.length);
  }

  get known(): number {
    return this.#vectoriser.known;
  }

  read(text: string, facts: readonly string[] = []): void {
    this.readMargins(text, facts);
    softmax(this.probabilities, this.#temperature);
  }

  /** As {@link read}, but leaves each label's margin, as it is before calibration, in the place of its probability. */
  readMargins(text: string, facts: readonly string[] = []): Float64Array {
    this.#vectoriser.read(text, facts);
    this.#sumMargins();
    return this.probabilities;
  }

  /**
   * What the bias, each word and each fact add to a label's logit. An n-gram of characters counts for its word, a pair of words half for
   * each; an n-gram that stands several times in the text is shared evenly between its places.
   */
  explain(text: string, label: number, facts: readonly string[] = []): Reasons {
    const words = this.#vectoriser.read(text, facts);
    const { ngrams } = this.#vectoriser;
    const ofWords = new Float64Array(words.length);
    const ofFacts = new Float64Array(facts.length);
    const perPlace = this.#logitsPerPlace(label);
    for (let ngram = 0; ngram < ngrams.count; ngram += 1) {
      const logit = perPlace.get(this.#vectoriser.column(ngram)) ?? 0;
      const added = ngram < ngrams.starts[FACTS]! ? ofWords : ofFacts;
      added[ngrams.owners[ngram]!]! += logit / 2;
      added[ngrams.partners[ngram]!]! += logit / 2;
    }
    return {
      bias: this.#weights.biases[label]! / this.#temperature,
      words: words.map(({ start, end }, index) => ({
        word: text.slice(start, end),
        start,
        end,
        weight: ofWords[index]!,
      })),
      facts: facts.map((fact, index) => ({ fact, weight: ofFacts[index]! })),
    };
  }

  /** What each known n-gram adds to the label's logit wherever it stands. */
  #logitsPerPlace(label: number): Map<number, number> {
    const { ngrams, columns, values, size } = this.#vectoriser;
    const { cells, scales, biases } = this.#weights;
    const places = new Map<number, number>();
    for (let ngram = 0; ngram < ngrams.count; ngram += 1) {
      const column = this.#vectoriser.column(ngram);
      places.set(column, (places.get(column) ?? 0) + 1);
    }
    const logits = new Map<number, number>();
    for (let at = 0; at < size; at += 1) {
      const column = columns[at]!;
      const weight = cells[column * biases.length + label]! * scales[column]!;
      const logit = (values[at]! * weight) / this.#temperature / places.get(column)!;
      logits.set(column, (logits.get(column) ?? 0) + logit);
    }
    return logits;
  }

  /** Two columns at a time, which halves the reading and writing of sums. */
  #sumMargins(): void {
    const { columns, values, size } = this.#vectoriser;
    const { cells, scales, biases } = this.#weights;
    const sums = this.probabilities;
    const labels = sums.length;
    sums.set(biases);
    for (let at = 0; at < size; at += 2) {
      const one = columns[at]!;
      // An odd one out is paired with itself, at no value.
      const other = at + 1 < size ? columns[at + 1]! : one;
      const oneValue = values[at]! * scales[one]!;
      const otherValue = at + 1 < size ? values[at + 1]! * scales[other]! : 0;
      let [oneCell, otherCell] = [one * labels, other * labels];
      for (let label = 0; label < labels; label += 1) {
        sums[label]! += oneValue * cells[oneCell]! + otherValue * cells[otherCell]!;
        oneCell += 1;
        otherCell += 1;
      }
    }
  }
}
