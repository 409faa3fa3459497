import { type Chain, checkedOut } from "@eslabon/chain";
import type { Deployment } from "@eslabon/chart";
import { Command } from "commander";
import { loadChain } from "../chain/load.ts";
import { undoWhenInterrupted } from "../interrupt.ts";
import { printDeploy, printPlanned } from "../terminal/print-deploy.ts";
import { printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const deploy = new Command("deploy")
  .description("bring what an environment's file says onto its cluster, test it, and go back when it fails")
  .argument("<environment>", "a name in eslabon.config.ts: test, prod")
  .option("-n, --dry-run", "only show what would change")
  .option("--json", "print the plan, or the report, as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
The file names the chart, the image, the values, the cluster and the namespace; it has to be committed. It is shown what would change; the
namespace is applied, Helm installs or upgrades, the rollout is waited for, helm test and eslabon diagnose say whether it runs well. When one of
them fails, what ran before comes back, and the exit code is 1; so it does on Ctrl-C, with 130.

Examples:
  $ eslabon deploy test --dry-run
  $ eslabon deploy test`,
  )
  .action(async (name: string, { dryRun = false, json = false, quiet = false }: Options) => {
    const kit = await import("@eslabon/chart");
    const { findDeployment } = await import("../environments/find-deployment.ts");
    const { fetchWanted } = await import("../environments/fetch-wanted.ts");
    const { diagnoseDeployed } = await import("../environments/diagnose-deployed.ts");
    const chain = await loadChain(process.cwd());
    const deployment = await findDeployment(chain, name);
    const commit = await committed(chain, deployment, dryRun);
    using chart = await fetchWanted(chain, deployment);
    const plan = await kit.planDeployment(deployment, chart);
    if (!json) printPlanned(plan);
    if (dryRun) {
      if (json) printJson(plan);
      return;
    }

    const progress = showProgress(`deploy ${name}`, quiet || json);
    const signal = undoWhenInterrupted();
    const report = await kit.deploy(deployment, {
      environment: name,
      chart,
      plan,
      commit,
      diagnose: () => diagnoseDeployed(deployment),
      progress: progress.say,
      signal,
    });
    progress[Symbol.dispose]();
    if (json) printJson({ ...report, changes: plan.changes });
    else printDeploy(report);
    if (!report.passed) process.exitCode ??= 1;
    // A diagnosis that nobody waits for any longer would go on.
    if (signal.aborted) process.exit();
  });

/**
 * The commit that says what is deployed.
 *
 * @throws EslabonError `DEPLOY_UNCOMMITTED`.
 */
async function committed(chain: Chain, deployment: Deployment, dryRun: boolean): Promise<string> {
  const files = [deployment.file, deployment.namespaceFile];
  const { commit, uncommitted } = await checkedOut(chain.root, files);
  if (uncommitted.length === 0 || dryRun) return commit;
  const { chartErrors } = await import("@eslabon/chart");
  throw chartErrors.DEPLOY_UNCOMMITTED(uncommitted);
}
