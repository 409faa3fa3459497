import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trainClassifier } from "@eslabon/model";
import { choice, command, count, progress, readArguments, typed, UsageError } from "../command.ts";
import { writeSection } from "../document.ts";
import { describeMachine } from "../machine.ts";
import { prepareSet, readRows, setNames } from "../model/sets.ts";
import { storeAndLoad } from "../model/store.ts";
import { withSameSources } from "../sources.ts";
import { measureThroughput, type Throughput } from "./load.ts";
import { bare, logging, type Material, type Server, silent, withServer } from "./servers.ts";
import { markdown, type Report } from "./table.ts";

const load = { connections: 16, warmUpSeconds: 3, seconds: 10 };
const servers = [bare, silent, logging];

const help = `npm run bench:service -- [options]

Compares the service with a bare Fastify route that answers as many bytes, on loopback. Trains the model that it needs.
The table is printed, and written into docs/reference/benchmarks.md.

  --set <name>   whose labels and texts: ${setNames.join(", ")} (default: hogar)
  --repeat <n>   rounds; the table has medians (default: 3)
  --json         print the report as JSON instead of Markdown
  --help         show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

await command(help, async (signal) => {
  const options = readArguments({
    set: { type: "string", default: "hogar" },
    repeat: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return;
  }
  const [set, ...more] = choice("set", options.set, setNames);
  if (set === undefined || more.length > 0) throw new UsageError("--set takes one name");
  const repeat = count("repeat", options.repeat);

  const work = await mkdtemp(join(tmpdir(), "eslabon-bench-"));
  try {
    const report = await withSameSources(["model", "service"], () => compare(set, repeat, work, signal));
    await writeSection("bench:service", markdown(report));
    console.log(options.json ? JSON.stringify(report, null, 2) : markdown(report));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

async function compare(setName: string, repeat: number, work: string, signal: AbortSignal): Promise<Report> {
  const machine = await describeMachine(signal);
  const set = await prepareSet(setName, work, signal);
  progress(`training a model on ${setName}`);
  const [training, test] = [await readRows(set.train), await readRows(set.test)];
  const folder = join(work, "model");
  const model = await storeAndLoad(await trainClassifier(training), folder);
  const texts = test.map((row) => row.text).filter((text) => /[\p{L}\p{N}]/u.test(text));
  const material = { model: folder, answer: await askOnce(folder, texts, signal) };
  return {
    machine,
    command: typed("bench:service"),
    set: setName,
    labels: model.manifest.labels.length,
    answerBytes: Buffer.byteLength(material.answer),
    load,
    results: await runInTurns(material, texts, repeat, signal),
  };
}

/** What the service says to a text of middling length: the answer that the bare route will give. */
async function askOnce(model: string, texts: readonly string[], signal: AbortSignal): Promise<string> {
  const text = texts.toSorted((a, b) => a.length - b.length)[texts.length >> 1]!;
  return withServer(silent, { model, answer: "" }, signal, async (url) => {
    const response = await fetch(`${url}/api/v2/modelos/bench`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
      signal,
    });
    if (!response.ok) throw new Error(`the service answered ${response.status}: ${await response.text()}`);
    return response.text();
  });
}

async function runInTurns(
  material: Material,
  texts: readonly string[],
  repeat: number,
  signal: AbortSignal,
): Promise<Report["results"]> {
  const results = servers.map((server) => ({ server: server.title, rounds: [] as Throughput[] }));
  for (let round = 1; round <= repeat; round++) {
    for (const [index, server] of servers.entries()) {
      progress(`round ${round} of ${repeat}: ${server.title}`);
      results[index]!.rounds.push(await underLoad(server, material, texts, signal));
    }
  }
  return results;
}

async function underLoad(
  server: Server,
  material: Material,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Throughput> {
  return withServer(server, material, signal, (url) => measureThroughput(url, texts, load, signal));
}
