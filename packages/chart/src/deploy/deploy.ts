import { EslabonError } from "@eslabon/link";
import type { Deployment } from "../environments/read.ts";
import type { FetchedChart } from "../package/fetch-chart.ts";
import { type Release, rollback, type Revision, testRelease, uninstall, upgrade } from "../programs/helm.ts";
import { applyFile } from "../programs/kubectl.ts";
import { podsOf } from "./pods.ts";
import type { DeploymentPlan } from "./plan.ts";
import { waitForRollout } from "./rollout.ts";

/** A step of a deployment, as it went. */
export interface DeployStep {
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
  readonly seconds: number;
}

/** How a deployment went: it passed when each of its steps did; otherwise the last steps say what was done about it. */
export interface DeployReport {
  readonly environment: string;
  readonly chart: string;
  readonly passed: boolean;
  readonly steps: readonly DeployStep[];
}

type Outcome = Pick<DeployStep, "passed" | "detail">;

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
}

/** The longest that a rollout may take, in seconds; Kubernetes gives up before, where nothing goes on. */
const PATIENCE = 300;

/**
 * Brings what an environment's file says onto its cluster, and tests it. When it does not run as it should, what ran before comes back.
 *
 * @throws EslabonError `PROGRAM_MISSING`, `PROGRAM_FAILED` when nothing was changed.
 */
export async function deploy(deployment: Deployment, options: DeployOptions): Promise<DeployReport> {
  const { chart, plan, commit, environment } = options;
  const { release, current } = plan;
  const steps: DeployStep[] = [];
  async function step(name: string, work: () => Promise<Outcome>): Promise<boolean> {
    options.progress(name);
    const start = performance.now();
    const outcome = await work().catch(asOutcome);
    steps.push({ name, ...outcome, seconds: (performance.now() - start) / 1000 });
    return outcome.passed;
  }

  await applyFile(release.cluster, deployment.namespaceFile);
  const before = await podsOf(release);
  const passed =
    (await step("upgrade", async () => {
      await upgrade(release, chart.file, deployment.allValues, `commit ${commit}`);
      return { passed: true, detail: plan.chart };
    }))
    && (await step("rollout", () => waitForRollout(release, PATIENCE, before)))
    && (await step("test", () => test(release)))
    && (await step("diagnose", options.diagnose));
  if (!passed) await step("return", () => giveBack(release, current));
  return { environment, chart: plan.chart, passed, steps };
}

/** From here on something has changed: what fails has to be undone, and not only told. */
function asOutcome(error: unknown): Outcome {
  if (error instanceof EslabonError) return { passed: false, detail: error.message };
  throw error;
}

async function test(release: Release): Promise<Outcome> {
  const { passed, said } = await testRelease(release);
  return { passed, detail: said };
}

/** What ran before, again; nothing, where nothing did. */
async function giveBack(release: Release, before: Revision | undefined): Promise<Outcome> {
  if (!before) {
    await uninstall(release);
    return { passed: true, detail: "nothing ran before: it was removed" };
  }
  const pods = await podsOf(release);
  await rollback(release, before.revision);
  const { passed, detail } = await waitForRollout(release, PATIENCE, pods);
  const what = `${before.chart}, revision ${before.revision}`;
  return { passed, detail: passed ? `${what} runs again` : `${what} does not come back: ${detail}` };
}
