import type { DeploymentPlan, DeployReport } from "@eslabon/chart";
import { print, styled } from "./print.ts";

/** What a deployment would change, as a diff. */
export function printPlanned({ release, current, chart, diff }: DeploymentPlan): void {
  const { name, namespace, cluster } = release;
  const from =
    current === undefined ? "nothing is deployed" : `${current.chart}, revision ${current.revision}`;
  print(styled("bold", `${name} in ${namespace} on ${cluster}: ${from} → ${chart}`));
  if (diff === "") print("nothing would change");
  else if (current === undefined) print(`${countObjects(diff)} objects are new`);
  else for (const line of diff.trimEnd().split("\n").slice(2)) print(styled(colourOf(line), line));
}

function countObjects(diff: string): number {
  return diff.match(/^\+kind: /gmu)?.length ?? 0;
}

function colourOf(line: string): "green" | "red" | "dim" | "reset" {
  if (line.startsWith("+")) return "green";
  if (line.startsWith("-")) return "red";
  return line.startsWith("@@") ? "dim" : "reset";
}

/** How it went, step by step. */
export function printDeploy({ environment, chart, passed, steps }: DeployReport): void {
  for (const step of steps) {
    const mark = step.passed ? styled("green", "✔") : styled("red", "✖");
    const time = styled("dim", `${step.seconds.toFixed(1)} s`);
    print(`${mark} ${step.name} ${time}`);
    for (const line of step.detail.split("\n")) print(`    ${line}`);
  }
  print(
    passed ? `${chart} runs in ${environment}` : styled("red", `${chart} does not run in ${environment}`),
  );
}
