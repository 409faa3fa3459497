import { figure, table } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { image } from "../picture.ts";
import { measures, show } from "./measures.ts";
import type { SetReport, Result } from "./report.ts";
import { summary } from "./summary.ts";

/** The section of docs/reference/benchmarks.md that compares contestants. */
export function markdown(sets: readonly SetReport[], seeds: number, pictures: readonly Picture[]): string {
  return [
    medians(seeds),
    summary(sets),
    table(
      ["set", "language", "training rows", "test rows", "labels"],
      sets.map((set) => [
        set.name,
        set.language,
        ...[set.trainingRows, set.testRows, set.labels].map((count) => figure(count)),
      ]),
    ),
    ...sets.flatMap((set) => [`### ${set.name}`, results(set), ...notes(set)]),
    ...(pictures.length > 0 ? ["### Probabilities and scope", ...pictures.map(image)] : []),
    "### Where eslabon loses in this run",
    losses(sets),
  ].join("\n\n");
}

/** Every measure on every set in which a peer is better than ours, as far as the table's digits show. */
export function losses(sets: readonly SetReport[]): string {
  const found = sets.flatMap((set) => {
    const ours = set.results.find((result) => result.ours);
    if (!ours) return [];
    const peers = set.results.filter((result) => !result.ours);
    return peers.flatMap((peer) => lossesTo(peer, ours).map((loss) => `- ${set.name}: ${loss}`));
  });
  return found.length > 0 ? found.join("\n") : "In none of the figures above.";
}

function lossesTo(peer: Result, ours: Result): string[] {
  return measures.flatMap(({ name, title, better }) => {
    const [theirs, own] = [peer.figures[name], ours.figures[name]];
    if (theirs === undefined || own === undefined) return [];
    const lost = better === "more" ? theirs > own : theirs < own;
    const [shownTheirs, shownOwn] = [show(peer.figures, name), show(ours.figures, name)];
    return lost && shownTheirs !== shownOwn
      ? [`${title} ${shownOwn}, ${peer.contestant} ${shownTheirs}`]
      : [];
  });
}

function results(set: SetReport): string {
  const shown = measures.filter(({ name }) => set.results.some(({ figures }) => figures[name] !== undefined));
  return table(
    ["", ...shown.map(({ title }) => title)],
    set.results.map(({ contestant, figures }) => [
      contestant,
      ...shown.map(({ name }) => show(figures, name)),
    ]),
  );
}

function notes(set: SetReport): string[] {
  const scores = set.results.flatMap(({ contestant, scopeScore }) =>
    scopeScore === undefined ? [] : [`${contestant}: ${scopeScore}`],
  );
  return [
    ...(scores.length > 0 ? [`What is out of scope was told by: ${scores.join("; ")}.`] : []),
    ...(set.sameBytes === undefined ? [] : [sameBytes(set.sameBytes)]),
  ];
}

function sameBytes(same: boolean): string {
  return same
    ? "With every seed, eslabon's packages are the same to the byte for both numbers of threads."
    : "**Eslabon's packages differ between numbers of threads.**";
}

function medians(seeds: number): string {
  return seeds === 1
    ? "One seed: one order of the training rows."
    : `Medians of ${seeds} seeds, which are orders of the training rows, the same for all.`;
}
