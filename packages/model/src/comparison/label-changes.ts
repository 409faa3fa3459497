import type { Evaluation } from "../evaluation.ts";
import type { LabelChange } from "./comparison.ts";
import { rounded } from "./rounded.ts";

type Figures = Evaluation["labels"];

/** What became of each label of the rows and the answers: the greatest loss of F1 first, the greatest gain last. */
export function compareLabels(
  a: { readonly known: readonly string[]; readonly figures: Figures },
  b: { readonly known: readonly string[]; readonly figures: Figures },
): LabelChange[] {
  const figuresOfA = byLabel(a.figures);
  const figuresOfB = byLabel(b.figures);
  const knownToA = new Set(a.known);
  const knownToB = new Set(b.known);
  const labels = [...new Set([...figuresOfA.keys(), ...figuresOfB.keys()])].sort();
  const changes = labels.map((label) => {
    // A label that no row has is among the figures of the model that answered it, and of no other.
    const one = figuresOfA.get(label) ?? NOTHING;
    const other = figuresOfB.get(label) ?? NOTHING;
    return {
      label,
      rows: one.support,
      knownTo: whoKnows(knownToA.has(label), knownToB.has(label)),
      a: { recall: one.recall, f1: one.f1 },
      b: { recall: other.recall, f1: other.f1 },
      difference: rounded(other.f1 - one.f1),
    };
  });
  return changes.sort((one, other) => one.difference - other.difference);
}

const NOTHING = { support: 0, recall: 0, f1: 0 };

function byLabel(figures: Figures): Map<string, Figures[number]> {
  return new Map(figures.map((one) => [one.label, one]));
}

function whoKnows(a: boolean, b: boolean): LabelChange["knownTo"] {
  if (a) return b ? "both" : "a";
  return b ? "b" : "neither";
}
