import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { progress } from "../../command.ts";
import { figure, table } from "../../markdown.ts";
import { median } from "../../statistics.ts";
import { contestants } from "../contestants.ts";
import { drawPerLabel } from "../draw.ts";
import { measure } from "../measure.ts";
import type { Findings, Observation, Part, Plan } from "../part.ts";
import { accuracy } from "../scores.ts";
import { type LabelledSet, readRows, writeRows } from "../sets.ts";

const SET = "banking77";
const ROWS_PER_LABEL = [5, 10];
const FEWEST_SEEDS = 3;

/** A few training rows a label, all test rows. */
export const fewPart: Part = {
  name: "few",
  section: "bench:model:few",
  needs: ["sets", "python"],
  isWhole: ({ sets, contestants: field, seeds }) =>
    sets.some(({ name }) => name === SET)
    && field.length === contestants.length
    && seeds.length >= FEWEST_SEEDS,
  run,
};

async function run(given: Plan): Promise<Findings> {
  // With more threads the answers are the same.
  const plan = { ...given, contestants: given.contestants.filter(({ threads }) => threads === 1) };
  const set = plan.sets.find(({ name }) => name === SET);
  const found = set ? await compare(set, plan) : { observations: [], versions: {} };
  return { ...found, report: found.observations, markdown: markdown(found.observations, plan), pictures: [] };
}

async function compare(set: LabelledSet, plan: Plan): Promise<Pick<Findings, "observations" | "versions">> {
  const rows = await readRows(set.train);
  const labels = (await readRows(set.test)).map(({ label }) => label);
  const observations: Observation[] = [];
  const versions: Record<string, string> = {};
  for (const seed of plan.seeds) {
    for (const perLabel of ROWS_PER_LABEL) {
      const folder = join(plan.work, `few-${perLabel}-${seed}`);
      await mkdir(folder);
      const train = await writeRows(join(folder, "train.jsonl"), drawPerLabel(perLabel, seed, rows));
      for (const contestant of plan.contestants) {
        progress(`few labels, seed ${seed}: ${perLabel} rows a label, ${contestant.title}`);
        const { measurement } = await measure(contestant, { train, ask: [set.test] }, plan);
        Object.assign(versions, measurement.versions);
        observations.push({
          part: "few",
          set: set.name,
          contestant: contestant.name,
          seed,
          measure: measureName(perLabel),
          value: accuracy(labels, measurement.asked[0]!),
        });
      }
    }
  }
  return { observations, versions };
}

function measureName(perLabel: number): string {
  return `accuracy, ${perLabel} rows a label`;
}

function markdown(observations: readonly Observation[], plan: Plan): string {
  if (observations.length === 0) return `Nothing was measured: it takes the set ${SET}.`;
  const cells = ({ name }: { name: string }): string[] =>
    ROWS_PER_LABEL.flatMap((perLabel) => {
      const values = observations
        .filter(({ contestant, measure: named }) => contestant === name && named === measureName(perLabel))
        .map(({ value }) => value * 100);
      return [figure(median(values), 1), values.map((value) => figure(value, 1)).join(", ")];
    });
  return table(
    ["", ...ROWS_PER_LABEL.flatMap((perLabel) => [`${perLabel} rows a label, %`, "each seed"])],
    plan.contestants.map((contestant) => [contestant.title, ...cells(contestant)]),
  );
}
