import { join } from "node:path";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { output } from "../../child.ts";
import { progress } from "../../command.ts";
import { mean, quantile } from "../../statistics.ts";
import type { Findings, Observation, Part, Plan } from "../part.ts";
import type { LabelledSet } from "../sets.ts";
import { Latencies } from "./latencies.ts";
import { markdown, type LatencyReport } from "./markdown.ts";
import { drawHistogram } from "./picture.ts";

const SET = "banking77";
const PREDICTIONS = 100_000;
/** After each the heap is looked at. */
const PARTS = 5;
/** More than is allocated while it is counted. */
const YOUNG_MEGABYTES = 128;

/** Many predictions of ours, one after another in one process. */
export const latencyPart: Part = {
  name: "latency",
  section: "bench:model:latency",
  needs: ["sets"],
  isWhole: ({ sets }) => sets.some(({ name }) => name === SET),
  run,
};

async function run(plan: Plan): Promise<Findings> {
  const set = plan.sets.find(({ name }) => name === SET);
  if (!set) {
    const nothing = `Nothing was measured: it takes the set ${SET}.`;
    return { report: {}, versions: {}, observations: [], markdown: nothing, pictures: [] };
  }
  progress(`latency: ${PREDICTIONS} predictions of ${SET}`);
  const model = join(plan.work, "latency");
  const { microseconds, heapBytes } = await predict(set, model, plan.signal);
  const report: LatencyReport = {
    set: SET,
    predictions: microseconds.length,
    mean: mean(microseconds),
    p50: quantile(microseconds, 0.5),
    p90: quantile(microseconds, 0.9),
    p99: quantile(microseconds, 0.99),
    p999: quantile(microseconds, 0.999),
    max: quantile(microseconds, 1),
    heapBytes,
    allocatedBytes: await measureAllocation(set, model, plan.signal),
  };
  const picture = drawHistogram(report, microseconds);
  return {
    report,
    versions: {},
    observations: observations(report),
    markdown: markdown(report, microseconds, picture),
    pictures: [picture],
  };
}

async function predict(set: LabelledSet, model: string, signal: AbortSignal): Promise<Latencies> {
  const predictions = ["--predictions", String(PREDICTIONS), "--parts", String(PARTS)];
  const files = ["--train", set.train, "--test", set.test, "--out", model];
  return Value.Parse(
    Latencies,
    await runChild(["--expose-gc"], "child.ts", [...files, ...predictions], signal),
  );
}

async function measureAllocation(set: LabelledSet, model: string, signal: AbortSignal): Promise<number> {
  const flags = [
    "--expose-gc",
    ...["min", "max"].map((end) => `--${end}-semi-space-size=${YOUNG_MEGABYTES}`),
  ];
  const files = ["--model", model, "--test", set.test];
  return Value.Parse(Type.Number(), await runChild(flags, "allocation.ts", files, signal));
}

async function runChild(
  flags: readonly string[],
  file: string,
  options: readonly string[],
  signal: AbortSignal,
): Promise<unknown> {
  const arguments_ = [...flags, join(import.meta.dirname, file), ...options];
  return JSON.parse(await output({ program: process.execPath, arguments: arguments_ }, signal));
}

function observations({ set, mean: average, p99 }: LatencyReport): Observation[] {
  const observation = (measure: string, value: number): Observation => ({
    part: "latency",
    set,
    contestant: "eslabon",
    seed: 1,
    measure,
    value,
  });
  return [observation("mean of 100,000", average), observation("p99 of 100,000", p99)];
}
