import type { Check } from "@eslabon/link";
import { KUBERNETES, withValues } from "../programs/helm.ts";
import { tryRun } from "../programs/run.ts";
import { STAND_IN } from "./renderings.ts";

/** What Helm itself says of a chart. */
export async function checkLint(chart: string): Promise<Check> {
  const { code, out, err } = await withValues(STAND_IN, (file) =>
    tryRun("helm", ["lint", chart, "--strict", "--values", file, "--kube-version", KUBERNETES]),
  );
  const problems = `${out}\n${err}`.split("\n").filter((line) => /^\[(?:ERROR|WARNING)\]/u.test(line));
  return {
    name: "helm lint",
    passed: code === 0,
    detail: problems.length === 0 ? lastLine(out) : problems.join("; "),
  };
}

/** Whether a value that there is not is refused, and one that is of another type. */
export async function checkSchema(chart: string): Promise<Check> {
  const wrong = [
    { autoscaling: { maxReplica: 3 } },
    { autoscaling: { maxReplicas: "three" } },
    { imagee: {} },
  ];
  const accepted = [];
  for (const values of wrong) {
    const { code } = await withValues({ ...STAND_IN, ...values }, (file) =>
      tryRun("helm", ["template", "chart", chart, "--values", file, "--kube-version", KUBERNETES]),
    );
    if (code === 0) accepted.push(JSON.stringify(values));
  }
  return {
    name: "values.schema.json",
    passed: accepted.length === 0,
    detail: accepted.length === 0 ? `refuses ${wrong.length} mistakes` : `takes ${accepted.join(", ")}`,
  };
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
