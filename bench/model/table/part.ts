import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { progress } from "../../command.ts";
import { contestants, type Contestant } from "../contestants.ts";
import { inOrderOf } from "../draw.ts";
import { measure, type Job } from "../measure.ts";
import type { Findings, Observation, Part, Plan } from "../part.ts";
import { bestScore } from "../scope.ts";
import { type LabelledSet, readRows, setNames, writeRows } from "../sets.ts";
import { figures, medianFigures } from "./figures.ts";
import { markdown } from "./markdown.ts";
import { drawPictures } from "./pictures.ts";
import type { Run, SetReport } from "./report.ts";

const FEWEST_SEEDS = 3;

/** Everybody on every set: quality, training, prediction of one text, size. */
export const tablePart: Part = {
  name: "table",
  section: "bench:model",
  needs: ["sets", "python"],
  isWhole: ({ sets, contestants: field, seeds }) =>
    sets.length === setNames.length && field.length === contestants.length && seeds.length >= FEWEST_SEEDS,
  run,
};

async function run(plan: Plan): Promise<Findings> {
  const runs = await runInTurns(plan);
  const sets = await Promise.all(plan.sets.map((set) => summarise(set, runs, plan)));
  const pictures = await drawPictures(runs, plan);
  return {
    report: { sets, runs: runs.map(withoutAnswers) },
    versions: Object.assign({}, ...runs.map(({ measurement }) => measurement.versions)) as Record<
      string,
      string
    >,
    observations: runs.flatMap(observations),
    markdown: markdown(sets, plan.seeds.length, pictures),
    pictures,
  };
}

/** Everybody once on every set, then all over again: what disturbs the machine for a while disturbs all alike. */
async function runInTurns(plan: Plan): Promise<Run[]> {
  const runs: Run[] = [];
  for (const seed of plan.seeds) {
    for (const set of plan.sets) {
      const folder = join(plan.work, `table-${set.name}-${seed}`);
      await mkdir(folder);
      const rows = inOrderOf(seed, await readRows(set.train));
      const train = await writeRows(join(folder, "train.jsonl"), rows);
      for (const contestant of plan.contestants) {
        progress(`table, seed ${seed}: ${set.name}, ${contestant.title}`);
        runs.push(await runOnce(contestant, set, train, seed, plan));
      }
    }
  }
  return runs;
}

async function runOnce(
  contestant: Contestant,
  set: LabelledSet,
  train: string,
  seed: number,
  plan: Plan,
): Promise<Run> {
  const ask = set.outOfScope === undefined ? [] : [set.test, set.outOfScope];
  const job: Job = { train, test: set.test, ask };
  const { measurement, size, digest } = await measure(contestant, job, plan);
  const [inScope, outOfScope] = measurement.asked;
  const scope = inScope && outOfScope && bestScore(inScope, outOfScope);
  const labels = (await readRows(set.test)).map(({ label }) => label);
  return {
    set: set.name,
    contestant: contestant.name,
    seed,
    measurement,
    figures: figures(labels, measurement, size, scope),
    scope,
    digest,
  };
}

function withoutAnswers({ measurement, ...run }: Run): object {
  return { ...run, versions: measurement.versions };
}

function observations({ set, contestant, seed, figures: found }: Run): Observation[] {
  return Object.entries(found).flatMap(([name, value]: [string, number | undefined]) =>
    value === undefined ? [] : [{ part: "table", set, contestant, seed, measure: name, value }],
  );
}

async function summarise(set: LabelledSet, runs: readonly Run[], plan: Plan): Promise<SetReport> {
  const [training, test] = await Promise.all([readRows(set.train), readRows(set.test)]);
  const ofSet = runs.filter((run) => run.set === set.name);
  return {
    name: set.name,
    language: set.language,
    trainingRows: training.length,
    testRows: test.length,
    labels: new Set(training.map((row) => row.label)).size,
    results: plan.contestants.map(({ name, title, ours }) => {
      const own = ofSet.filter((run) => run.contestant === name);
      const scores = new Set(own.flatMap(({ scope }) => scope?.score ?? []));
      return {
        name,
        contestant: title,
        ours,
        figures: medianFigures(own.map((run) => run.figures)),
        scopeScore: scores.size > 0 ? [...scores].join(" or ") : undefined,
      };
    }),
    sameBytes: haveSameBytes(ofSet, plan),
  };
}

function haveSameBytes(runs: readonly Run[], { seeds, contestants: field }: Plan): boolean | undefined {
  if (field.filter(({ ours }) => ours).length < 2) return undefined;
  return seeds.every((seed) => {
    const digests = runs.filter((each) => each.seed === seed).flatMap(({ digest }) => digest ?? []);
    return new Set(digests).size === 1;
  });
}
