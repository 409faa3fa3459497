import { figure, table } from "../../markdown.ts";
import { median } from "../../statistics.ts";
import type { Comparison } from "./part.ts";
import type { Training } from "./training.ts";

/** The section on continued training: medians over seeds, and of the difference each seed's figure. */
export function markdown(found: readonly Comparison[]): string {
  if (found.length === 0) return "Nothing was measured: it takes the sets banking77 and clinc150.";
  const groups = Map.groupBy(found, ({ set, case: name }) => `${set}: ${name}`);
  return table(
    [
      "",
      "model before, %",
      "continued, %",
      "in full, %",
      "continued less full, points, each seed",
      "ECE continued",
      "ECE in full",
      "continued, CPU s",
      "in full, CPU s",
      "of the time",
    ],
    [...groups].map(([name, comparisons]) => [name, ...cells(comparisons)]),
  );
}

function cells(comparisons: readonly Comparison[]): string[] {
  const middle = (of: (comparison: Comparison) => number): number => median(comparisons.map(of));
  const percent = (of: (comparison: Comparison) => Training): string =>
    figure(100 * middle((comparison) => of(comparison).accuracy), 2);
  return [
    percent(({ before }) => before),
    percent(({ continued }) => continued),
    percent(({ full }) => full),
    comparisons.map(({ continued, full }) => signed(100 * (continued.accuracy - full.accuracy))).join(", "),
    figure(
      middle(({ continued }) => continued.calibrationError),
      3,
    ),
    figure(
      middle(({ full }) => full.calibrationError),
      3,
    ),
    figure(
      middle(({ continued }) => continued.cpuSeconds),
      2,
    ),
    figure(
      middle(({ full }) => full.cpuSeconds),
      2,
    ),
    `${figure(100 * middle(({ continued, full }) => continued.cpuSeconds / full.cpuSeconds))} %`,
  ];
}

/** With the sign always there, and none for nothing. */
function signed(points: number): string {
  const shown = figure(Math.abs(points), 2);
  if (shown === "0.00") return shown;
  return `${points < 0 ? "−" : "+"}${shown}`;
}
