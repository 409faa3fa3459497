import { pick, seededRandom, shuffled } from "../../random.ts";

/** Words by how often they are used: the first most. */
export interface Topic {
  readonly words: readonly string[];
  /** For each word, the share of uses that are its own or an earlier one's. */
  readonly upTo: Float64Array;
}

/** A place in a template. */
interface Slot {
  readonly kind: "fixed" | "any" | "topic";
  /** Of a fixed place: the word that is always there. */
  readonly word: string;
}

export interface Subject {
  readonly label: string;
  readonly topic: Topic;
  readonly templates: readonly (readonly Slot[])[];
}

/** A made-up language, and what is talked about in it; a subject for each label. */
export interface Language {
  readonly general: Topic;
  readonly subjects: readonly Subject[];
}

const LABELS = 50;
const WORDS = 40_000;
const GENERAL_WORDS = 5000;
const TOPIC_WORDS = 1500;
const TEMPLATES = 8;
/** Words in a template, from and to. */
const LENGTHS = [7, 17] as const;
/** The shares of places in a template that are fixed, and that are of the label's topic. */
const FIXED = 0.2;
const TOPICAL = 0.25;
const CONSONANTS = "bcdfglmnprstv";
const VOWELS = "aeiou";

/** The same for the same seed. */
export function makeLanguage(seed: number): Language {
  const random = seededRandom(seed);
  const words = makeWords(random);
  const general = topic(words.slice(0, GENERAL_WORDS));
  const subjects = Array.from({ length: LABELS }, (_, index) => ({
    label: `label-${String(index + 1).padStart(2, "0")}`,
    // Drawn from all words, so that topics share some, and some are general words too.
    topic: topic(shuffled(words, random).slice(0, TOPIC_WORDS)),
    templates: Array.from({ length: TEMPLATES }, () => makeTemplate(general, random)),
  }));
  return { general, subjects };
}

/** A word of the topic, the first ones most often. */
export function speak({ words, upTo }: Topic, random: () => number): string {
  const place = random();
  let [low, high] = [0, words.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return words[low]!;
}

/** By Zipf's law: the n-th word is used 1/n times as often as the first. */
function topic(words: readonly string[]): Topic {
  const upTo = new Float64Array(words.length);
  let sum = 0;
  for (let rank = 0; rank < words.length; rank += 1) {
    sum += 1 / (rank + 1);
    upTo[rank] = sum;
  }
  return { words, upTo: upTo.map((share) => share / sum) };
}

function makeTemplate(general: Topic, random: () => number): Slot[] {
  const [from, to] = LENGTHS;
  const length = from + Math.floor(random() * (to - from + 1));
  return Array.from({ length }, () => {
    const place = random();
    if (place < FIXED) return { kind: "fixed", word: speak(general, random) };
    return { kind: place < FIXED + TOPICAL ? "topic" : "any", word: "" };
  });
}

function makeWords(random: () => number): string[] {
  const words = new Set<string>();
  while (words.size < WORDS) {
    const syllables = 2 + Math.floor(random() * 3);
    let word = "";
    for (let syllable = 0; syllable < syllables; syllable += 1)
      word += pick(CONSONANTS, random) + pick(VOWELS, random);
    words.add(word);
  }
  return [...words];
}
