import { hasWords, Words } from "../features/words.ts";
import type { Word } from "../prediction.ts";

/** Of a longer text neighbouring words are left out together, so that an explanation takes no more than this many answers and one. */
const MOST_PARTS = 64;

/**
 * What each word does for a label's logit: by how much it is higher than without the word. What is left of the logit when all
 * words' weights are taken off is the bias, so that both add up to it.
 *
 * @param logit the label's logit for a text
 * @param unknown the logit of a label when nothing is known, for a text of which no word is left
 */
export function leaveOut(
  text: string,
  logit: (text: string) => number,
  unknown: number,
): { bias: number; words: Word[] } {
  const whole = logit(text);
  const words = inParts(placesOfWords(text)).flatMap((part) => {
    const rest = text.slice(0, part[0]!.start) + text.slice(part.at(-1)!.end);
    const weight = (whole - (hasWords(rest) ? logit(rest) : unknown)) / part.length;
    return part.map(({ start, end }) => ({ word: text.slice(start, end), start, end, weight }));
  });
  return { bias: words.reduce((bias, { weight }) => bias - weight, whole), words };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function placesOfWords(text: string): Place[] {
  const words = new Words();
  words.read(text);
  return Array.from({ length: words.count }, (_, word) => ({
    start: words.starts[word]!,
    end: words.ends[word]!,
  }));
}

/** Of as equal a length as can be. */
function inParts(words: readonly Place[]): Place[][] {
  const count = Math.min(MOST_PARTS, words.length);
  return Array.from({ length: count }, (_, part) =>
    words.slice(Math.floor((part * words.length) / count), Math.floor(((part + 1) * words.length) / count)),
  );
}
