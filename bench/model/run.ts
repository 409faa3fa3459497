import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choice, command, count, progress, readArguments, typed, UsageError } from "../command.ts";
import { describeMachine } from "../machine.ts";
import { preparePython } from "../python.ts";
import { withSameSources } from "../sources.ts";
import { contestants } from "./contestants.ts";
import type { Part, Plan } from "./part.ts";
import { parts, usualParts } from "./parts.ts";
import { SIZES } from "./scale/part.ts";
import { type Circumstances, composeSections, type Found, publish, writePictures } from "./sections.ts";
import { type LabelledSet, prepareSet, setNames } from "./sets.ts";

const contestantNames = contestants.map(({ name }) => name);
const partNames = parts.map(({ name }) => name);

const help = `npm run bench:model -- [options]

Compares eslabon's classifier with scikit-learn and fastText. Its parts: the table (quality, training, prediction of one text,
size), few labelled rows, robustness against other ways of writing, latency of many predictions, incremental training; and, when
asked for, scale: training on up to ten million generated rows. A part that was run over all sets and contestants writes its section of
docs/reference/benchmarks.md, and its pictures; the sections are printed in any case.

  --parts <names>        of ${partNames.join(",")} (default: ${usualParts.join(",")})
  --latency, --scale     only that part
  --sets <names>         of ${setNames.join(",")} (default: all)
  --contestants <names>  of ${contestantNames.join(",")}
                         (default: all)
  --seeds <n>            orders of the training rows; tables have medians (default: 3)
  --rows <n>             scale: the most rows (default: ${SIZES.at(-1)!})
  --gigabytes <n>        scale: what a training may take in memory (default: 4)
  --pictures <folder>    write the pictures there too, whatever was run
  --json                 print the findings as JSON instead of Markdown
  --help                 show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

await command(help, async (signal) => {
  const options = readArguments({
    parts: { type: "string" },
    latency: { type: "boolean", default: false },
    scale: { type: "boolean", default: false },
    sets: { type: "string", default: setNames.join(",") },
    contestants: { type: "string", default: contestantNames.join(",") },
    seeds: { type: "string", default: "3" },
    rows: { type: "string", default: String(SIZES.at(-1)) },
    gigabytes: { type: "string", default: "4" },
    pictures: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return;
  }
  const wanted = chooseParts(options);
  const names = choice("sets", options.sets, setNames);
  const players = choice("contestants", options.contestants, contestantNames);
  const seeds = count("seeds", options.seeds);
  const [rows, gigabytes] = [count("rows", options.rows), count("gigabytes", options.gigabytes)];
  if (rows < SIZES[0]!) throw new UsageError(`--rows takes a whole number from ${SIZES[0]!}`);

  const work = await mkdtemp(join(tmpdir(), "eslabon-bench-"));
  try {
    const needs = new Set(wanted.flatMap((part) => part.needs));
    const machine = await describeMachine(signal);
    const { sets, leftOut } = await prepareSets(needs.has("sets") ? names : [], work, signal);
    const plan: Plan = {
      sets,
      contestants: contestants.filter(({ name }) => players.includes(name)),
      seeds: Array.from({ length: seeds }, (_, index) => index + 1),
      rows,
      gigabytes,
      work,
      python: needs.has("python") ? await preparePython(signal) : "",
      signal,
    };
    const found = await withSameSources(["model"], () => runParts(wanted, plan));
    const sections = composeSections(found, { machine, leftOut, command: typed("bench:model") });
    for (const section of sections) if (section.isWhole) await publish(section);
    if (options.pictures !== undefined) {
      await writePictures(
        sections.flatMap(({ pictures }) => pictures),
        options.pictures,
      );
    }
    const reports = Object.fromEntries(found.map(({ part, findings }) => [part.name, findings.report]));
    const markdown = sections.map((section) => `## ${section.name}\n\n${section.markdown}`).join("\n\n");
    console.log(options.json ? JSON.stringify({ machine, leftOut, ...reports }, null, 2) : markdown);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

function chooseParts(options: { parts?: string | undefined; latency: boolean; scale: boolean }): Part[] {
  const alone = (["latency", "scale"] as const).filter((name) => options[name]);
  if (alone.length > 0 && options.parts !== undefined) {
    throw new UsageError(`--${alone[0]!} and --parts exclude each other`);
  }
  const names = options.parts === undefined ? usualParts : choice("parts", options.parts, partNames);
  return parts.filter(({ name }) => (alone.length > 0 ? alone : names).includes(name));
}

async function prepareSets(
  names: readonly string[],
  work: string,
  signal: AbortSignal,
): Promise<{ sets: LabelledSet[]; leftOut: Circumstances["leftOut"] }> {
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

async function runParts(wanted: readonly Part[], plan: Plan): Promise<Found[]> {
  const found: Found[] = [];
  for (const part of wanted) {
    found.push({ part, findings: await part.run(plan), isWhole: part.isWhole(plan) });
  }
  return found;
}
