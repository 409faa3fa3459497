import { Classifier } from "../../classifier.ts";
import { modelErrors } from "../../errors.ts";
import type { Example } from "../../example.ts";
import { LEAST_LOSS } from "../member.ts";
import type { Limits } from "../out-of-core/sample.ts";
import { seededRandom } from "../random.ts";
import type { PreviousModel } from "./previous.ts";

/** The share of the rows that a model knows well which it learns again, lest it forget what they say. */
const REPEATED = 1 / 5;

/** The rows that a model has something to learn from, told by its own answers as they come: new ones, corrected ones, and some more. */
export class UnsureRows {
  readonly #kept: Example[] = [];
  /** The rows that it knows well and would not learn again, as many as memory shall hold. */
  readonly #others: Example[] = [];
  readonly #classifier: Classifier;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #limits: Limits;
  readonly #random = seededRandom(0);
  #characters = 0;
  #otherCharacters = 0;

  constructor({ manifest, weights }: PreviousModel, limits: Limits) {
    this.#classifier = new Classifier(weights, 1);
    this.#numbers = new Map(manifest.labels.map((label, number) => [label, number]));
    this.#limits = limits;
  }

  /** @throws EslabonError `MODEL_CONTINUE_TOO_MUCH` */
  add(example: Example): void {
    const isRepeated = this.#random() < REPEATED;
    if (this.#isKnown(example) && !isRepeated && this.#kept.length > 0) {
      this.#keepOther(example);
      return;
    }
    this.#kept.push(example);
    this.#characters += example.text.length;
    if (this.#kept.length > this.#limits.rows || this.#characters > this.#limits.characters)
      throw modelErrors.MODEL_CONTINUE_TOO_MUCH(this.#kept.length);
  }

  /** @param areLabelsNew whether there are labels that the model does not have: no row was told from these yet */
  choose(areLabelsNew: boolean): Example[] {
    return areLabelsNew ? [...this.#kept, ...this.#others] : this.#kept;
  }

  #keepOther(example: Example): void {
    const isRoom =
      this.#others.length < this.#limits.rows
      && this.#otherCharacters + example.text.length <= this.#limits.characters;
    if (!isRoom) return;
    this.#others.push(example);
    this.#otherCharacters += example.text.length;
  }

  /** Whether there would be nothing to correct. */
  #isKnown({ text, facts, label }: Example): boolean {
    const number = this.#numbers.get(label);
    if (number === undefined) return false;
    const margins = this.#classifier.readMargins(text, facts);
    const own = margins[number]!;
    let powers = 0;
    for (const margin of margins) powers += Math.exp(margin - own);
    return Math.log(powers) < LEAST_LOSS;
  }
}
