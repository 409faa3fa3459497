import type { Progress } from "@eslabon/link";
import type { Example } from "../example.ts";
import type { Document } from "../features/document.ts";
import { hasWords } from "../features/words.ts";
import { Candidates } from "./golden.ts";
import { describeLabels } from "./label-texts.ts";
import { refuseUnlearnable } from "./learnable.ts";
import type { Rows } from "./learn.ts";
import { type AsideRows, RowsAside } from "./out-of-core/rows-aside.ts";
import type { Limits } from "./out-of-core/sample.ts";

/** Rows in a file, whose labels have other numbers there. */
export interface NumberedAsideRows extends AsideRows {
  /** The number of each label, by the number that it has in the rows. */
  readonly numbers: Uint32Array;
}

/** What can be learnt from, until it is disposed of. */
export interface Collected extends Disposable {
  readonly rows: Rows | NumberedAsideRows;
  readonly count: number;
  /** How many rows were left out because their texts hold no letter and no digit. */
  readonly skipped: number;
  /** Sorted by code unit. */
  readonly labels: readonly string[];
  /** What golden examples are chosen of. */
  readonly candidates: Candidates;
}

/** So many rows are worth a word each time. */
const MANY_ROWS = 100_000;

/**
 * Reads examples once: into memory up to a limit, and when there are more, into a file.
 *
 * @throws EslabonError `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`, `CHAIN_WRITE_FAILED`; and whatever the examples throw.
 */
export async function collectRows(
  examples: AsyncIterable<Example> | Iterable<Example>,
  limits: Limits,
  progress: Progress,
): Promise<Collected> {
  const collector = new Collector(limits, progress);
  try {
    for await (const example of examples) {
      collector.add(example);
      if (collector.isFull) await collector.putAside();
    }
    return collector.end();
  } catch (error) {
    collector[Symbol.dispose]();
    throw error;
  }
}

class Collector implements Disposable {
  count = 0;
  #skipped = 0;
  #characters = 0;
  #documents: Document[] = [];
  #targets: number[] = [];
  #aside: RowsAside | undefined;
  /** The number of each label, in the order of their coming. */
  readonly #labels = new Map<string, number>();
  readonly #candidates = new Candidates();
  readonly #limits: Limits;
  readonly #progress: Progress;

  constructor(limits: Limits, progress: Progress) {
    this.#limits = limits;
    this.#progress = progress;
  }

  get isFull(): boolean {
    return this.#documents.length > this.#limits.rows || this.#characters > this.#limits.characters;
  }

  add(example: Example): void {
    if (!hasWords(example.text)) {
      this.#skipped += 1;
      return;
    }
    this.count += 1;
    if (this.count % MANY_ROWS === 0) this.#progress(`reading: ${this.count} rows`);
    this.#candidates.add(example);
    const target = this.#labels.get(example.label) ?? this.#labels.size;
    this.#labels.set(example.label, target);
    if (this.#aside) {
      this.#aside.add({ document: example, target });
      return;
    }
    this.#documents.push(example);
    this.#targets.push(target);
    this.#characters += example.text.length;
  }

  /** Moves what is in memory into a file, where all that comes afterwards goes too. */
  async putAside(): Promise<void> {
    this.#aside = await RowsAside.open();
    for (const [row, document] of this.#documents.entries())
      this.#aside.add({ document, target: this.#targets[row]! });
    [this.#documents, this.#targets, this.#characters] = [[], [], 0];
  }

  end(): Collected {
    const labels = [...this.#labels.keys()].sort();
    refuseUnlearnable(this.count, labels);
    const sorted = new Map(labels.map((label, number) => [label, number]));
    const numbers = Uint32Array.from(this.#labels.keys(), (label) => sorted.get(label)!);
    return {
      rows: this.#aside ? { ...this.#endAside(this.#aside), numbers } : this.#inMemory(numbers),
      count: this.count,
      skipped: this.#skipped,
      labels,
      candidates: this.#candidates,
      [Symbol.dispose]: () => {
        this[Symbol.dispose]();
      },
    };
  }

  [Symbol.dispose](): void {
    this.#aside?.[Symbol.dispose]();
  }

  #inMemory(numbers: Uint32Array): Rows {
    return {
      documents: this.#documents,
      targets: Uint32Array.from(this.#targets, (target) => numbers[target]!),
    };
  }

  /** The labels' own words are rows too. */
  #endAside(aside: RowsAside): AsideRows {
    const { documents, targets } = describeLabels([...this.#labels.keys()]);
    return aside.end(documents.map((document, row) => ({ document, target: targets[row]! })));
  }
}
