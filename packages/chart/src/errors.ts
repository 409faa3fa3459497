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
  CHART_VERSION_ABSENT: (reference: string, known: readonly string[]) => ({
    message: `there is no chart ${reference}`,
    fix: known.length > 0 ? `there are ${known.join(", ")}` : "release one: eslabon release chart",
  }),
  ENVIRONMENT_INVALID: (file: string, reason: string) => ({
    message: `${file} does not say what is deployed: ${reason}`,
    fix: "correct it; docs/reference/chart.md says what such a file holds",
  }),
  ENVIRONMENT_EMPTY: (file: string, what: string) => ({
    message: `${file} names no ${what}`,
    fix: `let it take the newest release: eslabon update ${nameOf(file)}`,
  }),
  DEPLOY_UNCOMMITTED: (files: readonly string[]) => ({
    message: `what would be deployed is in no commit: ${files.join(", ")}`,
    fix: "commit it: what runs is what a commit says; --dry-run shows without one what would change",
  }),
  DEPLOY_BUSY: (release: string, status: string) => ({
    message: `${release} is being deployed by another process (${status})`,
    fix: `wait for it to end; if it was killed: helm rollback ${release}`,
  }),
  PROGRAM_MISSING: (program: string, install: string) => ({
    message: `the program ${program} is not there`,
    fix: `install it: ${install}`,
  }),
  PROGRAM_FAILED: (command: string, why: string) => ({
    message: `${command} failed: ${why}`,
    fix: "correct what it says here",
  }),
});

/** `test` of `environments/test.yaml`. */
function nameOf(file: string): string {
  return file.replace(/^.*[/\\]/u, "").replace(/\.ya?ml$/u, "");
}
