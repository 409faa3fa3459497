import type { DeploymentPlan, DeployReport, ObjectChange } from "@eslabon/chart";
import { print, styled } from "./print.ts";

/** What a deployment would change, object by object. */
export function printPlanned({ release, current, chart, changes, changedByHand }: DeploymentPlan): void {
  const { name, namespace, cluster } = release;
  const from = current === undefined ? "nothing" : `${current.chart} (revision ${current.revision})`;
  print(styled("bold", `${name} in ${namespace} on ${cluster}: ${from} → ${chart}`));
  if (changes.length + changedByHand.length === 0) print("nothing would change");
  for (const change of changes) if (change.change !== "labels") printChange(change);
  for (const object of changedByHand)
    print(`${object}: was changed by hand, and would be as it was deployed`);
  const labels = changes.filter(({ change }) => change === "labels").length;
  if (labels > 0)
    print(`${labels} ${labels === 1 ? "object" : "objects"}: only the labels with the versions`);
}

function printChange({ object, change, diff }: ObjectChange): void {
  print(styled(COLOURS[change], `${object}: ${change}`));
  for (const line of diff === "" ? [] : diff.split("\n")) print(styled(colourOf(line), `  ${line}`));
}

const COLOURS = { new: "green", changed: "yellow", gone: "red", labels: "dim" } as const;

function colourOf(line: string): "green" | "red" | "dim" {
  if (line.startsWith("+")) return "green";
  return line.startsWith("-") ? "red" : "dim";
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
