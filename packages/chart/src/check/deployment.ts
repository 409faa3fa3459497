import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Check } from "@eslabon/link";
import { parseDocument } from "yaml";
import { type Outcome, unlessInterrupted } from "../deploy/outcome.ts";
import { waitForRollout } from "../deploy/rollout.ts";
import type { Deployment } from "../environments/read.ts";
import { testRelease, upgrade } from "../programs/helm.ts";
import { applyNamespace, deleteNamespace } from "../programs/kubectl.ts";
import { mergeValues } from "../values/merge.ts";
import type { Values } from "../values/values.ts";

/** What Kubernetes takes as a name. */
const LONGEST_NAME = 63;

interface Tried {
  /** Its folder. */
  readonly chart: string;
  readonly name: string;
  /** The chart's own values. */
  readonly values: Values;
  /** The name of the environment. */
  readonly environment: string;
  readonly deployment: Deployment;
}

/**
 * Deploys a chart on the cluster of an environment, as the environment has it, and tests it there: in a namespace of its own, which is gone afterwards.
 *
 * @param signal ends it before
 * @throws EslabonError `PROGRAM_MISSING`, `PROGRAM_FAILED`.
 */
export async function checkDeployment(
  { chart, name, values, environment, deployment }: Tried,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const { cluster, release: called = name, namespaceName, namespaceFile } = deployment;
  const release = { name: called, namespace: nameLike(namespaceName), cluster };
  const steps: Readonly<Record<string, () => Promise<Outcome>>> = {
    install: async () => {
      await upgrade(release, chart, triedValues(deployment, values), "eslabon check chart");
      return { passed: true, detail: `in ${release.namespace}` };
    },
    rollout: () => waitForRollout(release, [], signal),
    "helm test": () => testRelease(release, signal),
  };
  const checks: Check[] = [];
  await applyNamespace(cluster, await namespaceCalled(release.namespace, namespaceFile));
  try {
    for (const [step, work] of Object.entries(steps)) {
      const outcome = await unlessInterrupted(signal, work);
      checks.push({ name: `${step} on the cluster of ${environment}`, ...outcome });
      if (!outcome.passed) break;
    }
    return checks;
  } finally {
    await deleteNamespace(release);
  }
}

/** What the environment has, but for the image that this chart was made for, and nothing that takes requests from the environment's own host. */
function triedValues({ allValues }: Deployment, { image }: Values): object {
  const { repository, digest } = image;
  const own = repository === "" ? {} : { image: { repository, digest, tag: "" } };
  return [own, { expose: { kind: "none" } }].reduce(mergeValues, allValues);
}

/** `hogar-test-check-3f9a1c` */
function nameLike(namespace: string): string {
  const end = `-check-${randomBytes(3).toString("hex")}`;
  return namespace.slice(0, LONGEST_NAME - end.length) + end;
}

/** With its labels, which say what pods may do. */
async function namespaceCalled(name: string, file: string): Promise<string> {
  const document = parseDocument(await readFile(file, "utf8"));
  document.setIn(["metadata", "name"], name);
  return document.toString();
}
