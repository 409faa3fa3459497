import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { progress } from "../../command.ts";
import { seededRandom } from "../../random.ts";
import type { Contestant } from "../contestants.ts";
import { inOrderOf } from "../draw.ts";
import { measure } from "../measure.ts";
import type { Findings, Observation, Part, Plan } from "../part.ts";
import { perturbations } from "../perturb.ts";
import { accuracy } from "../scores.ts";
import { type LabelledSet, readRows, type Row, setNames, writeRows } from "../sets.ts";
import { markdown } from "./markdown.ts";

/** Ours, and the peer that comes nearest. */
const FIELD = ["eslabon", "linear-svc"];
const FEWEST_SEEDS = 3;

/** The test texts as other people would have written them; the training rows stay as they are. */
export const robustPart: Part = {
  name: "robust",
  section: "bench:model:robust",
  needs: ["sets", "python"],
  isWhole: (plan) =>
    plan.sets.length === setNames.length
    && fieldOf(plan).length === FIELD.length
    && plan.seeds.length >= FEWEST_SEEDS,
  run,
};

async function run(given: Plan): Promise<Findings> {
  const plan = { ...given, contestants: fieldOf(given) };
  const observations: Observation[] = [];
  const versions: Record<string, string> = {};
  for (const seed of plan.seeds) {
    for (const set of plan.sets) {
      const files = await prepare(set, seed, plan);
      for (const contestant of plan.contestants) {
        progress(`robustness, seed ${seed}: ${set.name}, ${contestant.title}`);
        const { measurement } = await measure(contestant, files, plan);
        Object.assign(versions, measurement.versions);
        const labels = (await readRows(set.test)).map(({ label }) => label);
        const accuracies = measurement.asked.map((answers) => accuracy(labels, answers));
        observations.push(...observed(accuracies, { set: set.name, contestant: contestant.name, seed }));
      }
    }
  }
  return {
    report: observations,
    versions,
    observations,
    markdown: markdown(observations, plan),
    pictures: [],
  };
}

function fieldOf({ contestants }: Plan): Contestant[] {
  return contestants.filter(({ name }) => FIELD.includes(name));
}

async function prepare(
  set: LabelledSet,
  seed: number,
  plan: Plan,
): Promise<{ train: string; ask: string[] }> {
  const folder = join(plan.work, `robust-${set.name}-${seed}`);
  await mkdir(folder);
  const train = await writeRows(join(folder, "train.jsonl"), inOrderOf(seed, await readRows(set.train)));
  const rows = await readRows(set.test);
  const ask = [set.test];
  for (const [index, { apply }] of perturbations.entries()) {
    const random = seededRandom(seed * perturbations.length + index);
    const changed: Row[] = rows.map(({ text, label }) => ({ text: apply(text, random), label }));
    ask.push(await writeRows(join(folder, `test-${index}.jsonl`), changed));
  }
  return { train, ask };
}

function observed(
  [clean, ...perturbed]: readonly number[],
  about: Pick<Observation, "set" | "contestant" | "seed">,
): Observation[] {
  const observation = (measureName: string, value: number): Observation => ({
    part: "robust",
    ...about,
    measure: measureName,
    value,
  });
  return [
    observation("accuracy, as written", clean!),
    ...perturbed.flatMap((value, index) => [
      observation(`accuracy, ${perturbations[index]!.name}`, value),
      observation(`loss, ${perturbations[index]!.name}`, clean! - value),
    ]),
  ];
}
