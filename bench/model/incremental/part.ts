import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Value } from "typebox/value";
import { output } from "../../child.ts";
import { progress } from "../../command.ts";
import { inOrderOf } from "../draw.ts";
import type { Findings, Observation, Part, Plan } from "../part.ts";
import { type LabelledSet, readRows, writeRows } from "../sets.ts";
import { type Case, cases } from "./cases.ts";
import { markdown } from "./markdown.ts";
import { Training } from "./training.ts";

const SETS = ["banking77", "clinc150"];
const FEWEST_SEEDS = 3;

/** Ours, with rows that are new or corrected: trained in full, and continued from the model before. */
export const incrementalPart: Part = {
  name: "incremental",
  section: "bench:model:incremental",
  needs: ["sets"],
  isWhole: ({ sets, seeds }) =>
    SETS.every((name) => sets.some((set) => set.name === name)) && seeds.length >= FEWEST_SEEDS,
  run,
};

/** The model before, the one continued from it, and one trained in full. */
export interface Comparison {
  readonly set: string;
  readonly case: string;
  readonly seed: number;
  readonly before: Training;
  readonly continued: Training;
  readonly full: Training;
}

async function run(plan: Plan): Promise<Findings> {
  const found: Comparison[] = [];
  for (const set of plan.sets.filter(({ name }) => SETS.includes(name))) {
    for (const changed of cases) {
      for (const seed of plan.seeds) found.push(await compare(set, changed, seed, plan));
    }
  }
  return {
    report: found,
    versions: {},
    observations: found.flatMap(observe),
    markdown: markdown(found),
    pictures: [],
  };
}

async function compare(set: LabelledSet, changed: Case, seed: number, plan: Plan): Promise<Comparison> {
  progress(`incremental, seed ${seed}: ${set.name}, ${changed.name}`);
  const folder = join(plan.work, `incremental-${set.name}-${cases.indexOf(changed)}-${seed}`);
  await mkdir(folder);
  const rows = await readRows(set.train);
  const now = await writeRows(join(folder, "now.jsonl"), inOrderOf(seed, rows));
  const then = await writeRows(join(folder, "before.jsonl"), changed.before(rows, seed));
  const train = (name: string, file: string, from?: string): Promise<Training> =>
    trainAlone({ train: file, from, test: set.test, out: join(folder, name) }, plan.signal);
  const before = await train("before", then);
  const continued = await train("continued", now, join(folder, "before"));
  const full = await train("full", now);
  return { set: set.name, case: changed.name, seed, before, continued, full };
}

interface Job {
  readonly train: string;
  readonly from: string | undefined;
  readonly test: string;
  readonly out: string;
}

async function trainAlone({ train, from, test, out }: Job, signal: AbortSignal): Promise<Training> {
  const program = {
    program: process.execPath,
    arguments: [
      ...[join(import.meta.dirname, "child.ts"), "--train", train, "--test", test, "--out", out],
      ...(from === undefined ? [] : ["--from", from]),
    ],
  };
  return Value.Parse(Training, JSON.parse(await output(program, signal)));
}

function observe({ set, case: name, seed, continued, full }: Comparison): Observation[] {
  const about = { part: "incremental", set, contestant: "eslabon", seed };
  return [
    { ...about, measure: `loss, ${name}`, value: full.accuracy - continued.accuracy },
    { ...about, measure: `time, ${name}`, value: continued.cpuSeconds / full.cpuSeconds },
  ];
}
