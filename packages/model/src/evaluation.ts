import { Type, type Static } from "typebox";
import { Confidences } from "./confidences.ts";

/** How well a classifier answered examples that it was not trained on. All shares are from 0 to 1. */
export const Evaluation = Type.Object({
  rows: Type.Integer(),
  /** Rows without a text that can be answered. They count as wrong. */
  unanswered: Type.Integer(),
  accuracy: Type.Number(),
  /** The mean of all labels' F1, of those in the examples and those answered (scikit-learn's `f1_score(average="macro")`). */
  macroF1: Type.Number(),
  /** Expected calibration error over 15 bins of the first label's probability, of the rows that were answered (Guo et al. 2017). */
  ece: Type.Number(),
  /** The same bins one by one, without the empty ones: how sure the answers in it were on average, and which share was right. */
  reliability: Type.Array(
    Type.Object({ rows: Type.Integer(), confidence: Type.Number(), accuracy: Type.Number() }),
  ),
  /** With the model's threshold: the share of all rows that was decided, and of these the share that was right. */
  decided: Type.Object({ coverage: Type.Number(), precision: Type.Number() }),
  /** The same with other thresholds, the highest first, each giving about a twentieth of the answers more than the one before. */
  thresholds: Type.Array(
    Type.Object({ confidence: Type.Number(), coverage: Type.Number(), precision: Type.Number() }),
  ),
  labels: Type.Array(
    Type.Object({
      label: Type.String(),
      precision: Type.Number(),
      recall: Type.Number(),
      f1: Type.Number(),
      support: Type.Integer(),
    }),
  ),
  /** Which label was answered in place of which, and in how many rows; most frequent first. */
  confusion: Type.Array(Type.Object({ label: Type.String(), answered: Type.String(), rows: Type.Integer() })),
});
export type Evaluation = Static<typeof Evaluation>;

/** Counts answers one after another and says how good they were. */
export class Tally {
  #rows = 0;
  #unanswered = 0;
  readonly #support = new Map<string, number>();
  readonly #answered = new Map<string, number>();
  /** Rows by right label, then by answered label. */
  readonly #cells = new Map<string, Map<string, number>>();
  readonly #confidences = new Confidences();
  readonly #threshold: number;
  #decided = 0;
  #decidedRightly = 0;

  /** @param threshold from which confidence on an answer is a decision */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  addUnanswered(label: string): void {
    this.#rows += 1;
    this.#unanswered += 1;
    increment(this.#support, label);
  }

  /** @param score the probability of the label answered; `confidence` decides */
  add(label: string, answered: string, score: number, confidence: number): void {
    this.#rows += 1;
    increment(this.#support, label);
    increment(this.#answered, answered);
    const row = this.#cells.get(label) ?? new Map<string, number>();
    this.#cells.set(label, increment(row, answered));
    this.#confidences.add(score, confidence, label === answered);
    if (confidence < this.#threshold) return;
    this.#decided += 1;
    if (label === answered) this.#decidedRightly += 1;
  }

  evaluation(): Evaluation {
    const labels = [...new Set([...this.#support.keys(), ...this.#answered.keys()])].sort();
    const figures = labels.map((label) => this.#figures(label));
    const correct = sum(labels.map((label) => this.#correct(label)));
    return {
      rows: this.#rows,
      unanswered: this.#unanswered,
      accuracy: share(correct, this.#rows),
      macroF1: share(sum(figures.map(({ f1 }) => f1)), figures.length),
      ...this.#calibration(),
      ...this.#decisions(),
      labels: figures,
      confusion: this.#confusion(),
    };
  }

  #calibration(): Pick<Evaluation, "ece" | "reliability"> {
    const bins = this.#confidences.bins();
    const off = sum(bins.map(({ right, confidence }) => Math.abs(right - confidence)));
    return {
      ece: share(off, this.#rows - this.#unanswered),
      reliability: bins.map(({ rows, right, confidence }) => ({
        rows,
        confidence: share(confidence, rows),
        accuracy: share(right, rows),
      })),
    };
  }

  #decisions(): Pick<Evaluation, "decided" | "thresholds"> {
    return {
      decided: {
        coverage: share(this.#decided, this.#rows),
        precision: share(this.#decidedRightly, this.#decided),
      },
      thresholds: this.#confidences.surest().map(({ confidence, rows, right }) => ({
        confidence,
        coverage: share(rows, this.#rows),
        precision: share(right, rows),
      })),
    };
  }

  #figures(label: string): Evaluation["labels"][number] {
    const correct = this.#correct(label);
    const support = this.#support.get(label) ?? 0;
    const answered = this.#answered.get(label) ?? 0;
    return {
      label,
      precision: share(correct, answered),
      recall: share(correct, support),
      f1: share(2 * correct, support + answered),
      support,
    };
  }

  #correct(label: string): number {
    return this.#cells.get(label)?.get(label) ?? 0;
  }

  #confusion(): Evaluation["confusion"] {
    const wrong = [...this.#cells].flatMap(([label, row]) =>
      [...row]
        .filter(([answered]) => answered !== label)
        .map(([answered, rows]) => ({ label, answered, rows })),
    );
    return wrong.sort(
      (a, b) => b.rows - a.rows || compare(a.label, b.label) || compare(a.answered, b.answered),
    );
  }
}

function increment(counts: Map<string, number>, key: string): Map<string, number> {
  return counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Nothing of nothing is 0. Rounded, so that the last bits of a machine's arithmetic do not show in an artifact. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e6) / 1e6;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
