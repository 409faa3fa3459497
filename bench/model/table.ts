import { figure, percent, table } from "../markdown.ts";
import { describe } from "../machine.ts";
import type { Report, Result, SetReport } from "./report.ts";
import type { Figures } from "./result.ts";

interface Measure {
  readonly title: string;
  readonly better: "more" | "less";
  readonly of: (figures: Figures) => number | undefined;
  readonly show: (value: number) => string;
}

const measures: readonly Measure[] = [
  { title: "accuracy", better: "more", of: (f) => f.accuracy, show: percent },
  { title: "macro-F1", better: "more", of: (f) => f.macroF1, show: percent },
  { title: "ECE", better: "less", of: (f) => f.calibrationError, show: (value) => figure(value, 3) },
  { title: "training, CPU s", better: "less", of: (f) => f.trainingCpuSeconds, show: seconds },
  { title: "training, wall s", better: "less", of: (f) => f.trainingWallSeconds, show: seconds },
  { title: "one text, mean µs", better: "less", of: (f) => f.meanMicroseconds, show: figure },
  { title: "p50 µs", better: "less", of: (f) => f.p50Microseconds, show: figure },
  { title: "p99 µs", better: "less", of: (f) => f.p99Microseconds, show: figure },
  { title: "max µs", better: "less", of: (f) => f.maxMicroseconds, show: figure },
  { title: "stored, MB", better: "less", of: (f) => f.modelBytes, show: megabytes },
  { title: "gzipped, MB", better: "less", of: (f) => f.gzippedBytes, show: megabytes },
];

/** The section of docs/reference/benchmarks.md that the run writes. */
export function markdown(report: Report): string {
  return [
    describe(report.machine, report.versions),
    `Command: \`${report.command}\`. ${medians(report.repeat)}`,
    table(
      ["set", "language", "training rows", "test rows", "labels"],
      report.sets.map((set) => [
        set.name,
        set.language,
        ...[set.trainingRows, set.testRows, set.labels].map((count) => figure(count)),
      ]),
    ),
    ...report.leftOut.map(({ name, reason }) => `Left out of this run: ${name}, because ${reason}.`),
    ...report.sets.flatMap((set) => [`### ${set.name}`, results(set)]),
    "### Where eslabon loses in this run",
    losses(report.sets),
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
  return measures.flatMap(({ title, better, of, show }) => {
    const [theirs, own] = [of(peer.figures), of(ours.figures)];
    if (theirs === undefined || own === undefined) return [];
    const lost = better === "more" ? theirs > own : theirs < own;
    const isShown = show(theirs) !== show(own);
    return lost && isShown ? [`${title} ${show(own)}, ${peer.contestant} ${show(theirs)}`] : [];
  });
}

function results(set: SetReport): string {
  return table(
    ["", ...measures.map(({ title }) => title)],
    set.results.map(({ contestant, figures }) => [
      contestant,
      ...measures.map(({ of, show }) => {
        const value = of(figures);
        return value === undefined ? "–" : show(value);
      }),
    ]),
  );
}

function medians(repeat: number): string {
  return repeat === 1 ? "One run of each." : `Medians of ${repeat} runs of each, in turns.`;
}

function seconds(value: number): string {
  return figure(value, 1);
}

function megabytes(bytes: number): string {
  return figure(bytes / 1e6, 1);
}
