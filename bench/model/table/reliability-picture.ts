import { drawFigure, Plot } from "@eslabon/figures";
import { figure } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { GREY, OURS } from "../picture.ts";
import { reliability } from "../reliability.ts";
import type { ShownRun } from "./pictures.ts";

/** A dot: answers with about the same stated probability. */
interface Dot {
  readonly set: string;
  readonly contestant: string;
  readonly stated: number;
  readonly right: number;
  readonly rows: number;
}

/** Sets with enough test rows for a bin to say something. */
const SETS = ["banking77", "clinc150"];
const PANEL = 190;

/** What is stated against what is right, a panel for each set and contestant that states probabilities. */
export function drawReliability(shown: readonly ShownRun[]): Picture | undefined {
  const panels = shown.filter(({ run }) => SETS.includes(run.set)).flatMap(panel);
  if (panels.length === 0) return undefined;
  const contestants = [...new Set(panels.map(({ contestant }) => contestant))];
  const sets = [...new Set(panels.map(({ set }) => set))];
  const description = panels
    .map(({ set, contestant, label }) => `${contestant} on ${set}: ${label}`)
    .join("; ");
  const about = { title: "Stated probability and share of right answers", description };
  const faceted = { fx: "contestant", fy: "set" };
  const svg = drawFigure(about, {
    width: 90 + contestants.length * PANEL,
    height: 70 + sets.length * PANEL,
    marginLeft: 48,
    marginTop: 42,
    marginRight: 80,
    marginBottom: 44,
    inset: 6,
    fx: { domain: contestants, label: null, padding: 0.12 },
    fy: { domain: sets, label: null, padding: 0.12 },
    x: { domain: [0, 1], label: "stated probability", ticks: [0, 0.5, 1], grid: true },
    y: { domain: [0, 1], label: "share that is right", ticks: [0, 0.5, 1], grid: true },
    r: { range: [1.5, 9] },
    marks: [
      Plot.link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: GREY, strokeDasharray: "4 3" }),
      Plot.line(
        panels.flatMap(({ dots }) => dots),
        { ...faceted, x: "stated", y: "right", stroke: OURS },
      ),
      Plot.dot(
        panels.flatMap(({ dots }) => dots),
        { ...faceted, x: "stated", y: "right", r: "rows", fill: OURS, fillOpacity: 0.75 },
      ),
      Plot.text(panels, { ...faceted, text: "label", x: 1, y: 0, textAnchor: "end", dy: -8 }),
    ],
  });
  return { file: "bench-reliability.svg", description: `${about.title}. ${description}.`, svg };
}

function panel({
  run,
  title,
  labels,
}: ShownRun): { set: string; contestant: string; label: string; dots: Dot[] }[] {
  const bins = reliability(labels, run.measurement.answers);
  const error = run.figures.calibrationError;
  if (!bins || error === undefined) return [];
  const place = { set: run.set, contestant: title };
  const dots = bins.map(({ rows, meanProbability, right }) => ({
    ...place,
    stated: meanProbability,
    right,
    rows,
  }));
  return [{ ...place, label: `ECE ${figure(error, 3)}`, dots }];
}
