import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contestants } from "../model/contestants.ts";
import type { Observation, Plan } from "../model/part.ts";
import { perturbations } from "../model/perturb.ts";
import { markdown } from "../model/robust/markdown.ts";

function observe(measure: string, ...values: number[]): Observation[] {
  return values.map((value, index) => ({
    ...{ part: "robust", set: "s", contestant: "eslabon", seed: index + 1 },
    ...{ measure, value },
  }));
}

describe("the table of robustness", () => {
  it("shows the medians over seeds, with what is lost or won", () => {
    const losses = [0.031, -0.004, 0, 0, 0];
    const observations = [
      ...observe("accuracy, as written", 0.9, 0.92, 0.91),
      ...perturbations.flatMap(({ name }, index) => [
        ...observe(`accuracy, ${name}`, 0.5, 0.91 - losses[index]!, 0.95),
        ...observe(`loss, ${name}`, 1, losses[index]!, -1),
      ]),
    ];
    const plan = {
      sets: [{ name: "s", language: "", train: "", test: "" }],
      contestants: contestants.filter(({ name }) => name === "eslabon"),
    } as unknown as Plan;
    assert.match(
      markdown(observations, plan),
      /\| s \| eslabon \| 91\.0 \| 87\.9 \(−3\.1\) \| 91\.4 \(\+0\.4\) \| 91\.0 \(0\.0\) \|/u,
    );
  });
});
