import { drawFigure, Plot } from "@eslabon/figures";
import { figure } from "../../markdown.ts";
import type { Picture } from "../part.ts";
import { colourOf } from "../picture.ts";
import { isDone, type SizeReport } from "./markdown.ts";

interface Point {
  readonly rows: number;
  readonly measure: string;
  readonly value: number;
  readonly text: string;
}

const PANELS = ["wall time, seconds", "peak memory, MB"] as const;

/** Rows against time and memory, all on logarithmic scales; none when fewer than two sizes were trained. */
export function drawScale(reports: readonly SizeReport[]): Picture[] {
  const done = reports.flatMap(({ rows, training }) => (isDone(training) ? [{ rows, training }] : []));
  if (done.length < 2) return [];
  const points: Point[] = done.flatMap(({ rows, training: { wallSeconds, peakBytes } }) => [
    {
      rows,
      measure: PANELS[0],
      value: wallSeconds,
      text: `${figure(wallSeconds, wallSeconds < 10 ? 1 : 0)} s`,
    },
    { rows, measure: PANELS[1], value: peakBytes / 1e6, text: `${figure(peakBytes / 1e6)} MB` },
  ]);
  const description = done
    .map(({ rows }) => rows)
    .map((rows) => {
      const texts = points.filter((point) => point.rows === rows).map(({ text }) => text);
      return `${figure(rows)} rows: ${texts.join(", ")}`;
    })
    .join("; ");
  const about = { title: "Rows against time and memory of training", description };
  const svg = drawFigure(about, {
    height: 320,
    marginTop: 40,
    marginLeft: 60,
    marginRight: 20,
    marginBottom: 44,
    insetTop: 20,
    insetLeft: 24,
    insetRight: 24,
    fx: { domain: PANELS, label: null, padding: 0.12 },
    x: { type: "log", label: "rows", ticks: done.map(({ rows }) => rows), tickFormat: "~s", grid: true },
    y: { type: "log", label: null, tickFormat: ",", grid: true, ticks: 5 },
    marks: PANELS.map((_, index) => {
      const own = points.filter(({ measure }) => measure === PANELS[index]);
      const place = { fx: "measure", x: "rows", y: "value" };
      return [
        Plot.line(own, { ...place, stroke: colourOf(index) }),
        Plot.dot(own, { ...place, fill: colourOf(index) }),
        Plot.text(own, { ...place, text: "text", dy: -12 }),
      ];
    }).flat(),
  });
  return [{ file: "bench-scale.svg", description: `${about.title}. ${description}.`, svg }];
}
