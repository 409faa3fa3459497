import { defineErrors } from "@eslabon/link";

/** What can go wrong with a chart and its releases by its user's doing. */
export const chartErrors = defineErrors({
  CHART_DEFINITION_INVALID: (reason: string) => ({
    message: `the chart's definition is not valid: ${reason}`,
    fix: "correct what defineChart is given in chart.ts",
  }),
  CHART_VALUES_INVALID: (place: string, wrong: readonly string[]) => ({
    message: [`${place} has values that the chart does not know:`, ...wrong].join("\n  - "),
    fix: "correct them; all values are in docs/reference/chart.md",
  }),
  CHART_PACKAGE_BROKEN: (folder: string, reason: string, cause?: unknown) => ({
    message: `${folder} is no chart of eslabon: ${reason}`,
    fix: "build it again: eslabon build chart --force",
    cause,
  }),
});
