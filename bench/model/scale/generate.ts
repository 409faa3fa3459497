import { pick, seededRandom } from "../../random.ts";
import { makeTypo } from "../perturb.ts";
import type { Row } from "../sets.ts";
import { type Language, makeLanguage, speak, type Subject } from "./language.ts";

export interface Generated {
  /** Another seed, other rows, of the same language. */
  readonly seed: number;
  /** The share of rows that have a label by chance, from 0 to 1. */
  readonly noise: number;
}

const LANGUAGE_SEED = 1;
/** Added to the seed of the texts. */
const CHANCE_SEED = 1e6;
const TYPOS = 0.02;
/** The share of topic words that are of another label's topic. */
const ASTRAY = 0.3;

/** Labelled texts without an end: the same ones for the same seed, however many are taken and whatever the noise. */
export function* generateRows({ seed, noise }: Generated): Generator<Row, never> {
  const language = makeLanguage(LANGUAGE_SEED);
  const random = seededRandom(seed);
  const chance = seededRandom(seed + CHANCE_SEED);
  for (;;) {
    const subject = pick(language.subjects, random);
    const text = write(subject, language, random);
    const labelled = chance() < noise ? pick(language.subjects, chance) : subject;
    yield { text, label: labelled.label };
  }
}

function write(subject: Subject, { general, subjects }: Language, random: () => number): string {
  const words = pick(subject.templates, random).map((slot) => {
    if (slot.kind === "fixed") return slot.word;
    if (slot.kind === "any") return speak(general, random);
    return speak((random() < ASTRAY ? pick(subjects, random) : subject).topic, random);
  });
  return words.map((word) => (random() < TYPOS ? makeTypo(word, random) : word)).join(" ");
}
