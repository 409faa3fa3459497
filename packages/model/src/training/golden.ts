import type { Classifier } from "../classifier.ts";
import type { Example } from "../example.ts";

const MOST_EXAMPLES = 10;
/** How many texts of each label are looked at. */
const CANDIDATES = 20;
/** Longer ones are no example to read, in UTF-16 units. */
const LONGEST_TEXT = 200;

/** The text of each label that the classifier is surest of, of those it answers rightly; the surest labels first. */
export function chooseGolden(
  examples: readonly Example[],
  labels: readonly string[],
  classifier: Classifier,
): Example[] {
  const candidates = new Map(labels.map((label) => [label, [] as Example[]]));
  for (const example of examples) {
    const ofLabel = candidates.get(example.label)!;
    if (ofLabel.length < CANDIDATES && example.text.length <= LONGEST_TEXT) ofLabel.push(example);
  }
  const best = labels.flatMap((label, number) => surest(candidates.get(label)!, number, classifier));
  best.sort((a, b) => b.probability - a.probability);
  return best.slice(0, MOST_EXAMPLES).map(({ example }) => example);
}

interface Judged {
  readonly example: Example;
  readonly probability: number;
}

function surest(candidates: readonly Example[], label: number, classifier: Classifier): Judged[] {
  const judged = candidates.map((example) => {
    classifier.read(example.text);
    return { example, probability: classifier.probabilities[label]! };
  });
  judged.sort((a, b) => b.probability - a.probability);
  return judged.slice(0, 1).filter(({ probability }) => probability > 0.5);
}
