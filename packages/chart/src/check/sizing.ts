import type { Check } from "@eslabon/link";
import type { Deployment } from "../environments/read.ts";
import { heldBy } from "../environments/sizing.ts";
import { mergeValues } from "../values/merge.ts";

/** Whether an environment holds what it has to, as far as the capacity of a pod was measured. */
export function checkSizing(
  name: string,
  { sizing, allValues }: Deployment,
  chartValues: object,
): Check | undefined {
  if (!sizing) return undefined;
  const { autoscaling, replicas } = mergeValues(chartValues, allValues) as unknown as {
    autoscaling: { enabled: boolean; maxReplicas: number };
    replicas: number;
  };
  const most = autoscaling.enabled ? autoscaling.maxReplicas : replicas;
  const held = Math.floor(heldBy(most, sizing));
  return {
    name: `sizing of ${name}`,
    passed: held >= sizing.requestsPerSecond,
    detail: `${most} pods are planned to hold ${held} requests/s, ${sizing.requestsPerSecond} are to be held`,
    measured: { pods: most, held, wanted: sizing.requestsPerSecond },
  };
}
