/** Words that are in both texts, in the one before only, or in the one after only. */
export interface Piece {
  readonly text: string;
  readonly kind: "same" | "gone" | "new";
}

const WORDS = /\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;
/** More pairs of words than this are not compared one by one: all between the first and the last difference counts as changed. */
const MOST_PAIRS = 1_000_000;

/**
 * Both texts as one, with the words marked that are not in both: their longest common subsequence is what stays. Without the pieces that are
 * new it is the text before, without those that are gone the text after.
 */
export function markWords(from: string, to: string): readonly Piece[] {
  const [before, after] = [from.match(WORDS) ?? [], to.match(WORDS) ?? []];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const marked = new Marked();
  marked.same(before.slice(0, start));
  compare(before.slice(start, before.length - end), after.slice(start, after.length - end), marked);
  marked.same(before.slice(before.length - end));
  return marked.pieces;
}

function compare(before: readonly string[], after: readonly string[], marked: Marked): void {
  const isLong = before.length * after.length > MOST_PAIRS;
  const lengths = isLong ? new Uint32Array() : commonLengths(before, after);
  const width = after.length + 1;
  let [i, j] = [0, 0];
  while (!isLong && i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      marked.same([before[i++]!]);
      j++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) {
      marked.gone([before[i++]!]);
    } else {
      marked.new([after[j++]!]);
    }
  }
  marked.gone(before.slice(i));
  marked.new(after.slice(j));
}

/** At `i × (after.length + 1) + j`: how many words the rest of `before` from i and that of `after` from j have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}

/** Collects words as pieces: between two that are the same, first all that are gone, then all that are new. */
class Marked {
  readonly #pieces: Piece[] = [];
  #same = "";
  #gone = "";
  #new = "";

  same(words: readonly string[]): void {
    if (words.length === 0) return;
    if (this.#gone !== "" || this.#new !== "") this.#flush();
    this.#same += words.join("");
  }

  gone(words: readonly string[]): void {
    this.#gone += words.join("");
  }

  new(words: readonly string[]): void {
    this.#new += words.join("");
  }

  get pieces(): readonly Piece[] {
    this.#flush();
    return this.#pieces;
  }

  #flush(): void {
    const found = { same: this.#same, gone: this.#gone, new: this.#new } as const;
    for (const kind of ["same", "gone", "new"] as const) {
      if (found[kind] !== "") this.#pieces.push({ text: found[kind], kind });
    }
    [this.#same, this.#gone, this.#new] = ["", "", ""];
  }
}
