import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { output } from "../child.ts";
import { command, count, progress, readArguments, typed, UsageError } from "../command.ts";
import { writeSection } from "../document.ts";
import { describeMachine } from "../machine.ts";
import { figure } from "../markdown.ts";
import { withSameSources } from "../sources.ts";
import { type Case, cases, STEP } from "./cases.ts";
import { NOTHING, writeVersion } from "./generate.ts";
import { markdown, type Measured, type Report } from "./markdown.ts";

const ROWS = 5_000_000;

const help = `npm run bench:diff -- [options]

Compares generated datasets row by row: time and peak memory. Needs about 2 GB in the folder for temporary files.
The table is printed; with ${figure(ROWS)} rows or more it is written into docs/reference/benchmarks.md, too.

  --rows <n>  rows of the dataset, a multiple of ${figure(STEP)} (default: ${figure(ROWS)})
  --json      print the report as JSON instead of Markdown
  --help      show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

await command(help, async (signal) => {
  const options = readArguments({
    rows: { type: "string", default: String(ROWS) },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return;
  }
  const rows = count("rows", options.rows);
  if (rows % STEP !== 0) throw new UsageError(`--rows takes a multiple of ${STEP}`);

  const work = await mkdtemp(join(tmpdir(), "eslabon-bench-"));
  try {
    const report = await withSameSources(["data", "link"], () => measure(rows, work, signal));
    if (rows >= ROWS) await writeSection("bench:diff", markdown(report));
    console.log(options.json ? JSON.stringify(report, null, 2) : markdown(report));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

async function measure(rows: number, work: string, signal: AbortSignal): Promise<Report> {
  const machine = await describeMachine(signal);
  const first = join(work, "first");
  progress(`generating ${figure(rows)} rows`);
  await writeVersion(first, { ...NOTHING, rows });
  const results = [];
  for (const each of cases)
    results.push({ name: each.name, ...(await compareWith(first, each, rows, work, signal)) });
  const sizes = ["train", "test"].map((side) => stat(join(first, `${side}.parquet`)));
  return {
    machine,
    command: typed("bench:diff"),
    rows,
    bytes: (await Promise.all(sizes)).reduce((all, { size }) => all + size, 0),
    results,
  };
}

/** Fails when other changes are found than were made. */
async function compareWith(
  first: string,
  { name, version, expected }: Case,
  rows: number,
  work: string,
  signal: AbortSignal,
): Promise<Measured> {
  progress(name);
  const other = join(work, "other");
  await writeVersion(other, version(rows));
  signal.throwIfAborted();
  const program = {
    program: process.execPath,
    arguments: [join(import.meta.dirname, "child.ts"), first, other],
  };
  const measured = JSON.parse(await output(program, signal)) as Measured;
  await rm(other, { recursive: true });
  const wanted = expected(rows);
  assert.deepEqual({ ...measured.rows, ...wanted }, measured.rows, `${name}: other changes were found`);
  return measured;
}
