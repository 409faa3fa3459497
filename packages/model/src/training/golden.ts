import type { Classifier } from "../classifier.ts";
import type { Example } from "../example.ts";

const MOST_EXAMPLES = 10;
/** How many texts of each label are looked at. */
const CANDIDATES = 20;
/** Longer ones are no example to read, in UTF-16 units. */
const LONGEST_TEXT = 200;

/** The first texts of each label that are short enough, of examples that need not be kept otherwise. */
export class Candidates {
  readonly #ofLabels = new Map<string, Example[]>();

  add(example: Example): void {
    if (example.text.length > LONGEST_TEXT) return;
    const ofLabel = this.of(example.label);
    if (ofLabel.length === 0) this.#ofLabels.set(example.label, ofLabel);
    if (ofLabel.length < CANDIDATES) ofLabel.push(example);
  }

  of(label: string): Example[] {
    return this.#ofLabels.get(label) ?? [];
  }
}

/** The text of each label that the classifier is surest of, of those it answers rightly; the surest labels first. */
export function chooseGolden(
  candidates: Candidates,
  labels: readonly string[],
  classifier: Classifier,
): Example[] {
  const best = labels.flatMap((label, number) => surest(candidates.of(label), number, classifier));
  best.sort((a, b) => b.probability - a.probability);
  return best.slice(0, MOST_EXAMPLES).map(({ example }) => example);
}

interface Judged {
  readonly example: Example;
  readonly probability: number;
}

function surest(candidates: readonly Example[], label: number, classifier: Classifier): Judged[] {
  const judged = candidates.map((example) => {
    classifier.read(example.text, example.facts);
    return { example, probability: classifier.probabilities[label]! };
  });
  judged.sort((a, b) => b.probability - a.probability);
  return judged.slice(0, 1).filter(({ probability }) => probability > 0.5);
}
