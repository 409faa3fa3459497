import { createReadStream } from "node:fs";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { output } from "../child.ts";
import { progress } from "../command.ts";

const repository = join(import.meta.dirname, "../..");
const carried = join(repository, "bench/data");
const shared = join(repository, "../shared/data/public");
const hogar = join(repository, "examples/hogar");

export interface Row {
  readonly text: string;
  readonly label: string;
}

/** Files of JSON Lines, `{"text", "label"}`. */
interface Files {
  readonly train: string;
  readonly test: string;
  /** Texts that no label fits, where a set has such. */
  readonly outOfScope?: string;
}

/** A labelled set whose rows stand in files which every contestant reads. */
export interface LabelledSet extends Files {
  readonly name: string;
  readonly language: string;
}

/** Where a set comes from. `prepare` fails with the reason why it cannot be had here. */
interface Source {
  readonly language: string;
  prepare(work: string, signal: AbortSignal): Promise<Files>;
}

const sources: Record<string, Source> = {
  banking77: { language: "English", prepare: () => published(join(carried, "banking77")) },
  clinc150: {
    language: "English",
    prepare: async () => ({
      ...(await published(join(carried, "clinc150"))),
      outOfScope: join(carried, "clinc150/oos.jsonl"),
    }),
  },
  "fbmtod-es": { language: "Spanish", prepare: () => published(join(shared, "fbmtod-es")) },
  hogar: { language: "Spanish", prepare: buildHogar },
};

export const setNames: readonly string[] = Object.keys(sources);

/** A set with its rows in files below `work`, or an error that says why it has to be left out. */
export async function prepareSet(name: string, work: string, signal: AbortSignal): Promise<LabelledSet> {
  const source = sources[name]!;
  return { name, language: source.language, ...(await source.prepare(work, signal)) };
}

export async function readRows(path: string): Promise<Row[]> {
  return readLines<Row>(path);
}

/** Writes rows as {@link readRows} reads them, and answers where they are. */
export async function writeRows(path: string, rows: readonly Row[]): Promise<string> {
  await writeFile(path, rows.map(({ text, label }) => `${JSON.stringify({ text, label })}\n`).join(""));
  return path;
}

async function published(folder: string): Promise<Files> {
  const files = { train: join(folder, "train.jsonl"), test: join(folder, "test.jsonl") };
  await access(files.train).catch(() => {
    throw new Error("its files are not on this machine");
  });
  return files;
}

/** The reference chain's dataset, built as its users build it, under the field names of the other sets. */
async function buildHogar(work: string, signal: AbortSignal): Promise<Files> {
  progress("hogar: eslabon build data");
  // Only what is installed here: without --no, npx would fetch a package of that name.
  const build = { program: "npx", arguments: ["--no", "--", "eslabon", "build", "data"], folder: hogar };
  await output(build, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    progress((error as Error).message);
    throw new Error("`eslabon build data` failed in examples/hogar", { cause: error });
  });
  const dataset = join(hogar, "build/data");
  const { roles } = JSON.parse(await readFile(join(dataset, "datapackage.json"), "utf8")) as {
    roles: { text: string; label: string };
  };
  const folder = join(work, "hogar");
  await mkdir(folder);
  const files = { train: join(folder, "train.jsonl"), test: join(folder, "test.jsonl") };
  for (const split of ["train", "test"] as const) {
    const rows = await readLines<Record<string, string>>(join(dataset, `${split}.jsonl`));
    await writeRows(
      files[split],
      rows.map((row) => ({ text: row[roles.text]!, label: row[roles.label]! })),
    );
  }
  return files;
}

async function readLines<T>(path: string): Promise<T[]> {
  const rows: T[] = [];
  for await (const line of createInterface({ input: createReadStream(path) }))
    rows.push(JSON.parse(line) as T);
  return rows;
}
