import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choice, command, count, progress, readArguments, typed } from "../command.ts";
import { writeSection } from "../document.ts";
import { describeMachine } from "../machine.ts";
import { preparePython } from "../python.ts";
import { withSameSources } from "../sources.ts";
import { contestants, type Contestant } from "./contestants.ts";
import { measure } from "./measure.ts";
import type { Measurement } from "./measurement.ts";
import type { Report, SetReport } from "./report.ts";
import { figures, medianFigures, type Figures } from "./result.ts";
import { type LabelledSet, prepareSet, readRows, setNames } from "./sets.ts";
import { markdown } from "./table.ts";

const contestantNames = contestants.map(({ name }) => name);

interface Plan {
  readonly contestants: readonly Contestant[];
  readonly repeat: number;
  /** A scratch folder. */
  readonly work: string;
}

/** One training of one contestant on one set. */
interface Run {
  readonly set: LabelledSet;
  readonly contestant: Contestant;
  readonly versions: Measurement["versions"];
  readonly figures: Figures;
}

interface Prepared {
  readonly sets: readonly LabelledSet[];
  readonly leftOut: Report["leftOut"];
}

const help = `npm run bench:model -- [options]

Compares eslabon's classifier with scikit-learn and fastText: quality, training, prediction of one text, size.
A run over all sets and contestants writes docs/reference/benchmarks.md; the table is printed in any case.

  --sets <names>         of ${setNames.join(",")} (default: all)
  --contestants <names>  of ${contestantNames.join(",")} (default: all)
  --repeat <n>           trainings of each contestant on each set; the table has medians (default: 3)
  --json                 print the report as JSON instead of Markdown
  --help                 show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

await command(help, async (signal) => {
  const options = readArguments({
    sets: { type: "string", default: setNames.join(",") },
    contestants: { type: "string", default: contestantNames.join(",") },
    repeat: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return;
  }
  const names = choice("sets", options.sets, setNames);
  const players = choice("contestants", options.contestants, contestantNames);
  const repeat = count("repeat", options.repeat);

  const work = await mkdtemp(join(tmpdir(), "eslabon-bench-"));
  try {
    const plan = { contestants: contestants.filter(({ name }) => players.includes(name)), repeat, work };
    const report = await withSameSources(["model"], () => compare(names, plan, signal));
    const isWhole = names.length === setNames.length && players.length === contestantNames.length;
    if (isWhole) await writeSection("bench:model", markdown(report));
    console.log(options.json ? JSON.stringify(report, null, 2) : markdown(report));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

async function compare(names: readonly string[], plan: Plan, signal: AbortSignal): Promise<Report> {
  const machine = await describeMachine(signal);
  const python = await preparePython(signal);
  const { sets, leftOut } = await prepareSets(names, plan.work, signal);
  const runs = await runInTurns(sets, plan, python, signal);
  return {
    machine,
    versions: Object.assign({}, ...runs.map((run) => run.versions)) as Record<string, string>,
    command: typed("bench:model"),
    repeat: plan.repeat,
    sets: await Promise.all(sets.map((set) => summarise(set, runs, plan))),
    leftOut,
  };
}

async function prepareSets(names: readonly string[], work: string, signal: AbortSignal): Promise<Prepared> {
  const sets: LabelledSet[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  for (const name of names) {
    try {
      sets.push(await prepareSet(name, work, signal));
    } catch (error) {
      signal.throwIfAborted();
      leftOut.push({ name, reason: (error as Error).message });
      progress(`${name} is left out: ${(error as Error).message}`);
    }
  }
  return { sets, leftOut };
}

/** Everybody once on every set, then all over again: what disturbs the machine for a while disturbs all alike. */
async function runInTurns(
  sets: readonly LabelledSet[],
  { contestants: field, repeat, work }: Plan,
  python: string,
  signal: AbortSignal,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (let round = 1; round <= repeat; round++) {
    for (const set of sets) {
      const labels = (await readRows(set.test)).map((row) => row.label);
      for (const contestant of field) {
        progress(`round ${round} of ${repeat}: ${set.name}, ${contestant.title}`);
        const { measurement, size } = await measure(contestant, set, python, work, signal);
        const { versions } = measurement;
        runs.push({ set, contestant, versions, figures: figures(labels, measurement, size) });
      }
    }
  }
  return runs;
}

async function summarise(set: LabelledSet, runs: readonly Run[], plan: Plan): Promise<SetReport> {
  const [training, test] = await Promise.all([readRows(set.train), readRows(set.test)]);
  return {
    name: set.name,
    language: set.language,
    trainingRows: training.length,
    testRows: test.length,
    labels: new Set(training.map((row) => row.label)).size,
    results: plan.contestants.map((contestant) => {
      const own = runs.filter((run) => run.set === set && run.contestant === contestant);
      const { name, title, ours } = contestant;
      return { name, contestant: title, ours, figures: medianFigures(own.map((run) => run.figures)) };
    }),
  };
}
