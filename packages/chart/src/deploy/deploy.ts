import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { EslabonError } from "@eslabon/link";
import type { Deployment } from "../environments/read.ts";
import type { FetchedChart } from "../package/fetch-chart.ts";
import {
  history,
  type Release,
  rollback,
  type Revision,
  testRelease,
  uninstall,
  upgrade,
} from "../programs/helm.ts";
import { applyNamespace } from "../programs/kubectl.ts";
import { INTERRUPTED, type Outcome, unlessInterrupted } from "./outcome.ts";
import { podsOf } from "./pods.ts";
import type { DeploymentPlan } from "./plan.ts";
import { waitForRollout } from "./rollout.ts";

/** A step of a deployment, as it went. */
export interface DeployStep extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

/** How a deployment went: it passed when each of its steps did; otherwise the last steps say what was done about it. */
export interface DeployReport {
  readonly environment: string;
  readonly chart: string;
  readonly passed: boolean;
  readonly steps: readonly DeployStep[];
}

export interface DeployOptions {
  /** The name of the environment. */
  readonly environment: string;
  readonly chart: FetchedChart;
  readonly plan: DeploymentPlan;
  /** The commit that says so. */
  readonly commit: string;
  /** Looks at the service when it runs: whether it is as fast as it has to be. */
  readonly diagnose: () => Promise<Outcome>;
  readonly progress: (message: string) => void;
  /** Aborted when it is not wanted any longer: then what ran before comes back, as when a step fails. */
  readonly signal: AbortSignal;
}

/**
 * Brings what an environment's file says onto its cluster, and tests it. When it does not run as it should, what ran before comes back.
 *
 * @throws EslabonError `PROGRAM_MISSING`, `PROGRAM_FAILED` when nothing was changed.
 */
export async function deploy(deployment: Deployment, options: DeployOptions): Promise<DeployReport> {
  const { chart, plan, commit, environment, signal } = options;
  const { release, current } = plan;
  const steps: DeployStep[] = [];
  async function step(name: string, work: () => Promise<Outcome>): Promise<boolean> {
    options.progress(name);
    const start = performance.now();
    const outcome = await work().catch(asOutcome);
    steps.push({ name, ...outcome, seconds: (performance.now() - start) / 1000 });
    return outcome.passed;
  }
  const goOn = (name: string, work: () => Promise<Outcome>): Promise<boolean> =>
    step(name, () => unlessInterrupted(signal, work));

  await applyNamespace(release.cluster, await readFile(deployment.namespaceFile, "utf8"));
  const before = await podsOf(release);
  const passed =
    (await goOn("upgrade", async () => {
      await upgrade(release, chart.file, deployment.allValues, `commit ${commit}`);
      return { passed: true, detail: plan.chart };
    }))
    && (await goOn("rollout", () => waitForRollout(release, before, signal)))
    && (await goOn("test", () => testRelease(release, signal)))
    && (await goOn("diagnose", () => Promise.race([options.diagnose(), interrupted(signal)])));
  if (!passed) await step("return", () => giveBack(release, current));
  return { environment, chart: plan.chart, passed, steps };
}

async function interrupted(signal: AbortSignal): Promise<Outcome> {
  await once(signal, "abort");
  return INTERRUPTED;
}

/** From here on something has changed: what fails has to be undone, and not only told. */
function asOutcome(error: unknown): Outcome {
  if (error instanceof EslabonError) return { passed: false, detail: error.message };
  throw error;
}

/** What ran before, again; nothing, where nothing did. */
async function giveBack(release: Release, before: Revision | undefined): Promise<Outcome> {
  const last = (await history(release)).at(-1);
  if (last?.revision === before?.revision) return { passed: true, detail: "nothing had changed" };
  if (!before) {
    await uninstall(release);
    return { passed: true, detail: "nothing ran before: it was removed" };
  }
  const pods = await podsOf(release);
  await rollback(release, before.revision);
  const { passed, detail } = await waitForRollout(release, pods);
  const what = `${before.chart}, revision ${before.revision}`;
  return { passed, detail: passed ? `${what} runs again` : `${what} does not come back: ${detail}` };
}
