import type { Engine, Reasons } from "../engine.ts";
import { softmax } from "../softmax.ts";
import { leaveOut } from "./leave-out.ts";
import type { OnnxSession } from "./session.ts";

/** A probability of 0 has no logarithm. */
export const LEAST_PROBABILITY = 1e-9;

/** What is asked of a session. */
type Asked = Pick<OnnxSession, "answer" | "ask">;

/** An ONNX model's answers, calibrated: its probabilities' logarithms are the logits. */
export class OnnxEngine implements Engine {
  readonly probabilities: Float64Array;
  readonly known = 1;
  readonly #session: Asked;
  readonly #temperature: number;
  #text = "";

  constructor(session: Asked, temperature: number) {
    this.#session = session;
    this.#temperature = temperature;
    this.probabilities = new Float64Array(session.answer.length);
  }

  /** @throws EslabonError `MODEL_ONNX_UNUSABLE`. */
  read(text: string): void {
    this.#text = text;
    this.readLogits(text);
    softmax(this.probabilities, this.#temperature);
  }

  /** As {@link read}, but leaves each label's logit, as it is before calibration, in the place of its probability. */
  readLogits(text: string): Float64Array {
    this.#session.ask(text);
    for (const [label, probability] of this.#session.answer.entries()) {
      this.probabilities[label] = Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
    return this.probabilities;
  }

  /** What a black box can tell: how its answer changes when a word is left out. The logit is the logarithm of the probability. */
  explain(label: number): Reasons {
    const text = this.#text;
    const logit = (some: string): number => {
      this.read(some);
      return Math.log(Math.max(this.probabilities[label]!, LEAST_PROBABILITY));
    };
    return { ...leaveOut(text, logit, Math.log(1 / this.probabilities.length)), facts: [] };
  }
}
