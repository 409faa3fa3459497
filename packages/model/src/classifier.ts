import { type CellSums, newCellSums } from "./cell-sums.ts";
import type { Engine, Reasons } from "./engine.ts";
import type { Vocabulary } from "./features/vocabulary.ts";
import { FACTS } from "./features/ngrams.ts";
import { Vectoriser } from "./features/vectoriser.ts";
import { softmax } from "./softmax.ts";

/** A linear classifier's numbers as they are stored. */
export interface Weights extends Vocabulary {
  /** One a label. */
  readonly biases: Float32Array<ArrayBuffer>;
  /** What one unit of a column's cells is worth. The first columns have cells; the others are known, but say nothing of labels. */
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
  readonly #sums: CellSums;
  /** One a column; of use while an answer is explained. */
  readonly #places: Uint32Array;
  readonly #logits: Float64Array;
  /** The document last read. */
  #text = "";
  #facts: readonly string[] = [];

  constructor(weights: Weights, temperature: number) {
    this.#weights = weights;
    this.#temperature = temperature;
    this.#vectoriser = new Vectoriser(weights);
    this.#places = new Uint32Array(weights.hashes.length);
    this.#logits = new Float64Array(weights.hashes.length);
    this.#sums = newCellSums(weights.cells, weights.biases.length);
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
    this.#text = text;
    this.#facts = facts;
    this.#sumMargins();
    return this.probabilities;
  }

  /**
   * What the bias, each word and each fact add to a label's logit. An n-gram of characters counts for its word, a pair of words half for
   * each; an n-gram that stands several times in the text is shared evenly between its places.
   */
  explain(label: number): Reasons {
    const { words, ngrams, ngramColumns } = this.#vectoriser;
    const ofWords = new Float64Array(words.count);
    const ofFacts = new Float64Array(this.#facts.length);
    this.#weighColumns(label);
    for (let ngram = 0; ngram < ngrams.count; ngram += 1) {
      const column = ngramColumns[ngram]!;
      if (column < 0) continue;
      const half = this.#logits[column]! / this.#places[column]! / 2;
      const added = ngram < ngrams.starts[FACTS]! ? ofWords : ofFacts;
      added[ngrams.owners[ngram]!]! += half;
      added[ngrams.partners[ngram]!]! += half;
    }
    return {
      bias: this.#weights.biases[label]! / this.#temperature,
      words: Array.from(ofWords, (weight, index) => {
        const [start, end] = [words.starts[index]!, words.ends[index]!];
        return { word: this.#text.slice(start, end), start, end, weight };
      }),
      facts: this.#facts.map((fact, index) => ({ fact, weight: ofFacts[index]! })),
    };
  }

  /** Counts in how many places of the document each column stands, and what it adds to the label's logit in all of them. */
  #weighColumns(label: number): void {
    const { ngrams, ngramColumns, columns, values, size } = this.#vectoriser;
    const { cells, scales, biases } = this.#weights;
    for (let at = 0; at < size; at += 1) this.#places[columns[at]!] = 0;
    for (let at = 0; at < size; at += 1) this.#logits[columns[at]!] = 0;
    for (let ngram = 0; ngram < ngrams.count; ngram += 1) {
      if (ngramColumns[ngram]! >= 0) this.#places[ngramColumns[ngram]!]! += 1;
    }
    for (let at = 0; at < size; at += 1) {
      const column = columns[at]!;
      if (column >= scales.length) continue;
      const weight = cells[column * biases.length + label]! * scales[column]!;
      this.#logits[column]! += (values[at]! * weight) / this.#temperature;
    }
  }

  #sumMargins(): void {
    const { columns, values, size } = this.#vectoriser;
    const { scales, biases } = this.#weights;
    const { columns: rows, factors, sums } = this.#sums;
    sums.set(biases);
    let count = 0;
    for (let at = 0; at < size; at += 1) {
      const column = columns[at]!;
      if (column >= scales.length) continue;
      rows[count] = column;
      factors[count] = values[at]! * scales[column]!;
      count += 1;
      if (count === rows.length) {
        this.#sums.add(count);
        count = 0;
      }
    }
    this.#sums.add(count);
    for (let label = 0; label < biases.length; label += 1) this.probabilities[label] = sums[label]!;
  }
}
