/** A piece of a text, and whether the other text lacks it. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

export interface MarkedTexts {
  readonly from: readonly Piece[];
  readonly to: readonly Piece[];
}

const WORDS = /\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;
/** More pairs of words than this are not compared one by one: what is between the first and the last difference counts as changed. */
const MOST_PAIRS = 1_000_000;

/** Marks the words of two texts that are not in the other, in its order: their longest common subsequence is what stays. */
export function markWords(from: string, to: string): MarkedTexts {
  const [before, after] = [from.match(WORDS) ?? [], to.match(WORDS) ?? []];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const common = commonWords(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  return { from: pieces(before, start, end, common.from), to: pieces(after, start, end, common.to) };
}

interface Common {
  /** Indices of the words that both have. */
  readonly from: ReadonlySet<number>;
  readonly to: ReadonlySet<number>;
}

function commonWords(before: readonly string[], after: readonly string[]): Common {
  const common = { from: new Set<number>(), to: new Set<number>() };
  if (before.length * after.length > MOST_PAIRS) return common;
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (before[i] === after[j]) {
      common.from.add(i++);
      common.to.add(j++);
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return common;
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

/** Words of the same kind that follow each other are one piece. */
function pieces(words: readonly string[], start: number, end: number, common: ReadonlySet<number>): Piece[] {
  const found: Piece[] = [];
  for (const [index, text] of words.entries()) {
    const changed = index >= start && index < words.length - end && !common.has(index - start);
    const last = found.at(-1);
    if (last?.changed === changed) found[found.length - 1] = { text: last.text + text, changed };
    else found.push({ text, changed });
  }
  return found;
}
