import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trainClassifier } from "@eslabon/model";
import { output } from "../child.ts";
import { choice, command, count, progress, readArguments, typed } from "../command.ts";
import { writeSection } from "../document.ts";
import { describeMachine } from "../machine.ts";
import { prepareSet, readRows } from "../model/sets.ts";
import { storeAndLoad } from "../model/store.ts";
import { withSameSources } from "../sources.ts";
import { answerTo, type Contest, holdContest } from "./contest.ts";
import { contestants, ours } from "./contestants.ts";
import { loadGenerator } from "./load.ts";
import { preparePythons, trainScikitLearn, versionsOf } from "./python.ts";
import { markdown, type Report } from "./table.ts";

const repository = join(import.meta.dirname, "../..");
const SET = "banking77";
/** Fewer say little about a machine that has other work now and then. */
const FEWEST_ROUNDS = 3;
const names = contestants.map(({ name }) => name);

const help = `npm run bench:service -- [options]

Compares the service with Flask, FastAPI, BentoML and MLServer, each with a model of scikit-learn for ${SET}, and with a bare Fastify
route that answers as many bytes: two processes each, on loopback, under the load of wrk. Builds the packages and trains the models
that it needs. A run of all contestants in at least ${FEWEST_ROUNDS} rounds is written into docs/reference/benchmarks.md; the tables are printed in any case.

  --contestants <names>  of ${names.join(",")} (default: all)
  --rounds <n>           how often everyone is started and measured, in turn; tables have medians (default: ${FEWEST_ROUNDS})
  --seconds <n>          how long each is measured a round, after 3 s of warm-up (default: 10)
  --json                 print the report as JSON instead of Markdown
  --help                 show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

await command(help, async (signal) => {
  const options = readArguments({
    contestants: { type: "string", default: names.join(",") },
    rounds: { type: "string", default: String(FEWEST_ROUNDS) },
    seconds: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return;
  }
  const wanted = choice("contestants", options.contestants, names);
  const rounds = count("rounds", options.rounds);
  const load = { connections: 16, warmUpSeconds: 3, seconds: count("seconds", options.seconds) };

  const work = await mkdtemp(join(tmpdir(), "eslabon-bench-"));
  try {
    const report = await withSameSources(["model", "service"], () =>
      compare({ wanted, rounds, load, work, signal }),
    );
    if (wanted.length === names.length && rounds >= FEWEST_ROUNDS)
      await writeSection("bench:service", markdown(report));
    console.log(options.json ? JSON.stringify(report, null, 2) : markdown(report));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

type Wish = Pick<Contest, "rounds" | "load" | "work" | "signal"> & { readonly wanted: readonly string[] };

async function compare({ wanted, rounds, load, work, signal }: Wish): Promise<Report> {
  const machine = await describeMachine(signal);
  const players = contestants.filter(({ name }) => wanted.includes(name));
  const wrk = await loadGenerator(signal);
  const pythons = await preparePythons(players, signal);
  const set = await prepareSet(SET, work, signal);
  const rows = await readRows(set.test);
  progress("building the packages");
  await output({ program: "npm", arguments: ["run", "build"], folder: repository }, signal);
  progress(`training on ${SET}`);
  const model = await storeAndLoad(await trainClassifier(await readRows(set.train)), join(work, "model"));
  const scikitLearn = await trainScikitLearn(pythons, set.train, work, signal);
  const material = { model: join(work, "model"), scikitLearn, answer: "" };
  const contest: Contest = { contestants: players, material, rows, rounds, load, work, signal };
  // Of middling length, as its answer is.
  const text = rows.map((row) => row.text).sort((a, b) => a.length - b.length)[rows.length >> 1]!;
  const answer = await answerTo(text, ours, contest);
  return {
    machine,
    command: typed("bench:service"),
    versions: { wrk, ...(await versionsOf(players)) },
    set: SET,
    labels: model.manifest.labels.length,
    load,
    rounds,
    results: await holdContest({ ...contest, material: { ...material, answer } }),
  };
}
