import type { Check } from "@eslabon/link";
import type { Deployment } from "../environments/read.ts";
import { type Size, sizeOf } from "../environments/sizing.ts";
import { mergeValues } from "../values/merge.ts";
import type { Values } from "../values/values.ts";
import { quantity } from "./quantity.ts";

/** Whether an environment has what its load needs, as far as the capacity of a pod was measured. */
export function checkSizing(
  name: string,
  { sizing, allValues }: Deployment,
  chart: object,
): Check | undefined {
  if (!sizing) return undefined;
  const needed = sizeOf(sizing);
  const there = sizeIn(mergeValues(chart, allValues) as unknown as Values);
  const passed =
    there.replicas >= needed.replicas && there.cores >= needed.cores && there.memory >= needed.memory;
  return {
    name: `sizing of ${name}`,
    passed,
    detail: `up to ${describe(there)}; ${sizing.requestsPerSecond} requests/s need ${describe(needed)}`,
    measured: { ...there },
  };
}

function sizeIn({ autoscaling, replicas, resources }: Values): Size {
  const { cpu = 0, memory = 0 } = resources.requests;
  return {
    replicas: autoscaling.enabled ? autoscaling.maxReplicas : replicas,
    cores: quantity(cpu),
    memory: quantity(memory),
  };
}

function describe({ replicas, cores, memory }: Size): string {
  return `${replicas} pods of ${cores} CPU and ${Math.round(memory / 2 ** 20)}Mi`;
}
