import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Check } from "@eslabon/link";
import { tryRun } from "../programs/run.ts";
import type { Rendering } from "./renderings.ts";

/** Those of Kubernetes, OpenShift's Route, the Gateway API's HTTPRoute and Prometheus' ServiceMonitor. */
const SCHEMAS = join(
  fileURLToPath(new URL("../../schemas", import.meta.url)),
  "{{ .ResourceKind }}{{ .KindSuffix }}.json",
);

interface Result {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status: string;
    readonly msg: string;
  }[];
}

/** Whether a cluster would know every field of what is rendered. */
export async function checkKubeconform(renderings: readonly Rendering[]): Promise<Check> {
  const problems: string[] = [];
  let objects = 0;
  for (const { name, yaml } of renderings) {
    const args = ["-strict", "-verbose", "-output", "json", "-schema-location", SCHEMAS, "-"];
    const { out, err } = await tryRun("kubeconform", args, { input: yaml });
    const { resources } = JSON.parse(out || '{"resources":[]}') as Result;
    if (resources.length === 0) problems.push(`${name}: ${err.trim()}`);
    objects += resources.length;
    const wrong = resources.filter(({ status }) => status !== "statusValid");
    problems.push(...wrong.map((each) => `${name}: ${each.kind} ${each.name}: ${each.msg}`));
  }
  return {
    name: "kubeconform",
    passed: problems.length === 0,
    detail: problems.length === 0 ? `${objects} objects fit their schemas` : problems.join("; "),
    measured: { objects, problems: problems.length },
  };
}
