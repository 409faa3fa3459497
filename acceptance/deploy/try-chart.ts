import assert from "node:assert/strict";
import type { Hogar } from "./hogar.ts";
import type { Situation } from "./situation.ts";

const CHECK = ["eslabon", "check", "chart", "--on", "test"] as const;

/** Checks the chart on the cluster before it is released: as it is, with a setting that the service refuses, and interrupted. Nothing stays there. */
export async function tryChart(hogar: Hogar, cluster: Situation): Promise<void> {
  const right = await hogar.works(...CHECK);
  for (const line of right.split("\n").filter((each) => each.includes("on the cluster")))
    cluster.note(`${CHECK.join(" ")}: ${line}`);
  assert.ok(right.includes("✔ chart: helm test on the cluster of test"), right);
  assert.deepEqual(cluster.namespacesOfChecks(), []);

  const setting = "values: { config: { nothingThatThereIs: true } }, examples:";
  hogar.edit("feat(chart): a wrong setting", "chart/chart.ts", "examples:", setting);
  const wrong = await hogar.type(...CHECK);
  hogar.takeBack();
  cluster.note(`${CHECK.join(" ")}, with a wrong setting: exit code ${wrong.code}`);
  assert.equal(wrong.code, 1);
  assert.ok(wrong.out.includes("✖ chart: rollout on the cluster of test"), wrong.out);
  assert.ok(wrong.out.includes("SERVICE_CONFIG_INVALID"), wrong.out);
  assert.deepEqual(cluster.namespacesOfChecks(), []);

  const soon = (): Promise<number> =>
    cluster.until("a namespace to try in", 120, () => cluster.namespacesOfChecks().length > 0);
  const interrupted = await hogar.interrupt(soon, ...CHECK);
  cluster.note(`${CHECK.join(" ")}, Ctrl-C: exit code ${interrupted.code}`);
  assert.equal(interrupted.code, 130, interrupted.err);
  assert.deepEqual(cluster.namespacesOfChecks(), []);
}
