import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { type Example, type TrainedClassifier, trainClassifier, writeModel } from "@eslabon/model";
import { Classifier } from "../../../src/classifier.ts";
import { trainWithin } from "../../../src/training/train.ts";
import { about } from "../../claims-model.ts";
import { scratchFolder } from "../../scratch.ts";
import { ownTemporaryFolder, useTemporaryFolder } from "./temporary-folder.ts";

/** Label after label, as many files have them. */
const questions = readFileSync(
  new URL("../../../../../bench/data/banking77/train.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Example);
const [some, others] = [0, 1].map((part) => questions.filter((_, row) => row % 2 === part)) as [
  Example[],
  Example[],
];

const temporary = await ownTemporaryFolder();

function train(
  examples: AsyncIterable<Example> | Iterable<Example>,
  threads = 1,
  limits = { rows: 1000, characters: 1e6 },
): Promise<TrainedClassifier> {
  return trainWithin(limits, examples, { threads });
}

async function digest(trained: TrainedClassifier): Promise<string> {
  return (await writeModel(trained, about, join(await scratchFolder(), "model"))).digest;
}

function accuracy({ weights, labels }: TrainedClassifier, examples: readonly Example[]): number {
  const classifier = new Classifier(weights, 1);
  const right = examples.filter(({ text, label, facts }) => {
    const margins = classifier.readMargins(text, facts);
    return labels[margins.indexOf(Math.max(...margins))] === label;
  });
  return right.length / examples.length;
}

/** What the folder for temporary files holds while examples are read. */
async function* watched(examples: readonly Example[], held: string[][]): AsyncGenerator<Example> {
  for (const [row, example] of examples.entries()) {
    if (row % 500 === 499) held.push(await temporary.list());
    yield example;
  }
}

describe("training with more rows than may be in memory", () => {
  it("gives the same bytes with one thread, with two and with three", async () => {
    const workers: unknown[] = [];
    const note = (worker: unknown): number => workers.push(worker);
    process.on("worker", note);
    const alone = await digest(await train(some));
    assert.equal(await digest(await train(some, 2)), alone);
    assert.equal(await digest(await train(some, 3)), alone);
    process.off("worker", note);
    assert.equal(workers.length, 1 + 2 + 3);
    assert.deepEqual(await temporary.list(), []);
  });

  it("learns about as well as from memory", async () => {
    const [aside, inMemory] = [await train(some, 2), await trainClassifier(some)];
    console.log(
      aside.crossValidation.accuracy,
      inMemory.crossValidation.accuracy,
      accuracy(aside, others),
      accuracy(inMemory, others),
    );
    const [its, wanted] = [accuracy(aside, others), accuracy(inMemory, others)];
    assert.ok(its > wanted - 0.03, `accuracy ${its}, from memory ${wanted}`);
    // Some three standard errors of what is held out.
    assert.ok(Math.abs(aside.crossValidation.accuracy - its) < 0.08);
    assert.deepEqual([aside.rows, aside.skipped, aside.labels], [some.length, 0, inMemory.labels]);
    for (const { text, label } of aside.golden)
      assert.ok(some.some((example) => example.text === text && example.label === label));
    assert.equal(aside.golden.length, inMemory.golden.length);
  });

  it("puts aside what is beyond either limit, and nothing that is within", async () => {
    const rows = some.slice(0, 1000);
    const [within, many, long]: [string[][], string[][], string[][]] = [[], [], []];
    const characters = rows.reduce((sum, { text }) => sum + text.length, 0);
    const limits = { rows: rows.length, characters };
    await train(watched(rows, within), 1, limits);
    assert.ok(within.length > 0 && within.every((names) => names.length === 0));
    await train(watched(rows, many), 1, { ...limits, rows: 100 });
    assert.ok(many.every((names) => names.length === 1));
    await train(watched(rows, long), 1, { ...limits, characters: 1000 });
    assert.ok(long.every((names) => names.length === 1));
  });

  it("learns from facts", async () => {
    const rows = Array.from({ length: 600 }, (_, row) => ({
      text: "it is broken",
      label: row % 2 === 0 ? "low" : "high",
      facts: [`channel=${row % 2 === 0 ? "app" : "web"}`],
    }));
    assert.equal(accuracy(await train(rows, 1, { rows: 100, characters: 1e6 }), rows), 1);
  });

  it("leaves out rows without a word and counts them", async () => {
    const trained = await train([...some, { text: "¿…?", label: "none" }]);
    assert.deepEqual([trained.rows, trained.skipped], [some.length, 1]);
    assert.ok(!trained.labels.includes("none"));
  });

  it("can be done twice at once", async () => {
    async function* slowly(): AsyncGenerator<Example> {
      for (const example of some.slice(0, 2000)) yield await Promise.resolve(example);
    }
    const [one, other] = await Promise.all([train(slowly()), train(slowly(), 2)]);
    assert.deepEqual(one.weights, other.weights);
    assert.deepEqual(await temporary.list(), []);
  });

  it("refuses rows that all have one label, and leaves nothing behind", async () => {
    const alike = some.map(({ text }) => ({ text, label: "same" }));
    await assert.rejects(train(alike), { code: "MODEL_ONE_LABEL" });
    assert.deepEqual(await temporary.list(), []);
  });

  it("passes on what goes wrong while the examples are read, and leaves nothing behind", async () => {
    async function* torn(): AsyncGenerator<Example> {
      yield* some;
      assert.equal((await temporary.list()).length, 1);
      throw new Error("disk gone");
    }
    await assert.rejects(train(torn()), { message: "disk gone" });
    assert.deepEqual(await temporary.list(), []);
  });

  it("leaves nothing behind when the process ends meanwhile", async () => {
    const own = await scratchFolder();
    const trainer = new URL("../../../src/training/train.ts", import.meta.url).href;
    const program = `
      import { readdirSync } from "node:fs";
      import { trainWithin } from ${JSON.stringify(trainer)};
      function* endless() {
        for (let row = 0; ; row += 1) {
          if (row === 1000) {
            console.log(readdirSync(process.env.TMPDIR).length);
            process.exit(130);
          }
          yield { text: "word " + row, label: String(row % 2) };
        }
      }
      await trainWithin({ rows: 100, characters: 1e6 }, endless(), {});`;
    const ended = await promisify(execFile)(
      process.execPath,
      ["--conditions=@eslabon/source", "--input-type=module", "--eval", program],
      { env: { ...process.env, TMPDIR: own } },
    ).catch((error: unknown) => error as { code: number; stdout: string });
    assert.deepEqual(
      { code: 130, stdout: "1\n" },
      { code: "code" in ended && ended.code, stdout: ended.stdout },
    );
    assert.deepEqual(await readdir(own), []);
  });

  it("says so when the rows cannot be put aside", async () => {
    const missing = join(temporary.path, "missing");
    useTemporaryFolder(missing);
    try {
      await assert.rejects(train(some), { code: "CHAIN_WRITE_FAILED" });
      await mkdir(missing);
      assert.equal((await train(some.slice(0, 1100))).rows, 1100);
    } finally {
      useTemporaryFolder(temporary.path);
    }
  });
});
