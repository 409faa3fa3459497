/** Of equal width, from 0 to 1. */
export const BINS = 15;
/** The curve of coverage is counted in steps of a threshold's last digit, so that memory does not grow with rows. */
const STEPS = 10_000;
/** How many points of that curve are given. */
const POINTS = 20;

interface Bin {
  rows: number;
  right: number;
  confidence: number;
}

/** Answers that were as sure as this, or surer. */
export interface SurestAnswers {
  /** The least sure of them. */
  readonly confidence: number;
  readonly rows: number;
  readonly right: number;
}

/** Counts how sure answers were and how often rightly, one after another. */
export class Confidences {
  readonly #bins: Bin[] = Array.from({ length: BINS }, () => ({ rows: 0, right: 0, confidence: 0 }));
  readonly #rows = new Uint32Array(STEPS + 1);
  readonly #right = new Uint32Array(STEPS + 1);

  /** @param score counts for the bins, `confidence` for the curve */
  add(score: number, confidence: number, isRight: boolean): void {
    const right = isRight ? 1 : 0;
    const bin = this.#bins[Math.max(0, Math.ceil(score * BINS) - 1)]!;
    bin.rows += 1;
    bin.right += right;
    bin.confidence += score;
    const step = Math.floor(confidence * STEPS);
    this.#rows[step]! += 1;
    this.#right[step]! += right;
  }

  /** In bins of equal width, the least sure first and without the empty ones: `confidence` is the sum of the bin's confidences. */
  bins(): readonly Readonly<Bin>[] {
    return this.#bins.filter(({ rows }) => rows > 0);
  }

  /** The surest answers, then more and more, to all of them: each time about a twentieth more. */
  surest(): SurestAnswers[] {
    const all = this.#rows.reduce((sum, rows) => sum + rows, 0);
    const points: SurestAnswers[] = [];
    let [rows, right] = [0, 0];
    let wanted = 1;
    for (let step = STEPS; step >= 0; step -= 1) {
      if (this.#rows[step] === 0) continue;
      rows += this.#rows[step]!;
      right += this.#right[step]!;
      if (rows * POINTS < wanted * all) continue;
      points.push({ confidence: step / STEPS, rows, right });
      wanted = Math.floor((rows * POINTS) / all) + 1;
    }
    return points;
  }
}
