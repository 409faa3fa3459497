import type { Deployment } from "@eslabon/chart";
import { EslabonError } from "@eslabon/link";
import { examine } from "../performance/examine.ts";

/** What a release is asked to see whether it is as fast as it has to be: not so much that those who use it would notice. */
const LOAD = { requestsPerSecond: 20, seconds: 10, milliseconds: 150 };

/** Diagnoses what was deployed under its own URL, as its users reach it. */
export async function diagnoseDeployed({
  url,
  load = {},
}: Deployment): Promise<{ readonly passed: boolean; readonly detail: string }> {
  const { requestsPerSecond: rate, seconds, milliseconds: budget } = { ...LOAD, ...load };
  try {
    const options = { rate, seconds, budget, connections: rate };
    const { verdict } = await examine(url.replace(/\/$/u, ""), options, () => undefined);
    const { passed, summary, findings } = verdict;
    const changes = passed ? [] : findings.map(({ evidence, change }) => `  ${evidence}: ${change}`);
    return { passed, detail: [summary, ...changes].join("\n") };
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    return { passed: false, detail: error.message };
  }
}
