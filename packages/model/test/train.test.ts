import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { digestText } from "@eslabon/link";
import { type Example, trainClassifier, writeModel } from "@eslabon/model";
import { claims } from "./claims.ts";
import { about } from "./claims-model.ts";
import { scratchFolder } from "./scratch.ts";

/** Enough rows for several threads to be worth their while. */
const questions = readFileSync(new URL("../../../bench/data/banking77/train.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Example)
  .filter((_, row) => row % 2 === 0);

async function digest(examples: readonly Example[], threads: number): Promise<string> {
  const trained = await trainClassifier(examples, { threads });
  const artifact = await writeModel(trained, about, join(await scratchFolder(), "model"));
  return artifact.digest;
}

describe("training", () => {
  it("gives the same bytes twice", async () => {
    assert.equal(await digest(claims, 1), await digest(claims, 1));
  });

  it("gives the same bytes with one thread and with several", async () => {
    const workers: unknown[] = [];
    const note = (worker: unknown): number => workers.push(worker);
    process.on("worker", note);
    const alone = await digest(questions, 1);
    assert.deepEqual(workers, []);
    assert.equal(await digest(questions, 3), alone);
    assert.ok(workers.length > 1, `${workers.length} threads were started`);
    process.off("worker", note);
  });

  it("gives other bytes for other examples", async () => {
    const trained = await trainClassifier(claims.slice(1), { threads: 1 });
    const other = await writeModel(trained, about, join(await scratchFolder(), "model"));
    assert.notEqual(other.digest, await digest(claims, 1));
  });

  it("learns a small corpus, by answers to rows that it had not seen", async () => {
    const { crossValidation, rows, labels } = await trainClassifier(claims);
    assert.equal(rows, claims.length);
    assert.deepEqual(labels, ["Carpintería", "Electricidad", "Fontanería"]);
    assert.ok(crossValidation.rows > 0 && crossValidation.rows < claims.length);
    assert.ok(crossValidation.accuracy > 0.95, `accuracy ${crossValidation.accuracy}`);
  });

  it("does no better than chance where there is nothing to learn", async () => {
    const noise = claims.map(({ text }) => ({
      text,
      label: digestText(text).at(-1)! < "8" ? "low" : "high",
    }));
    const { crossValidation } = await trainClassifier(noise);
    assert.ok(crossValidation.accuracy < 0.7, `accuracy ${crossValidation.accuracy}`);
  });

  it("reads examples as they come", async () => {
    async function* stream(): AsyncGenerator<Example> {
      for (const claim of claims) yield await Promise.resolve(claim);
    }
    assert.deepEqual(await trainClassifier(stream()), await trainClassifier(claims));
  });

  it("leaves out rows without a word and counts them", async () => {
    const trained = await trainClassifier([...claims, { text: "¿…?", label: "Fontanería" }]);
    assert.equal(trained.skipped, 1);
    assert.equal(trained.rows, claims.length);
  });

  it("chooses golden examples from what it was given", async () => {
    const { golden } = await trainClassifier(claims);
    assert.ok(golden.length > 0);
    for (const { text, label } of golden) {
      assert.ok(claims.some((claim) => claim.text === text && claim.label === label));
    }
  });

  it("refuses too few rows", async () => {
    await assert.rejects(trainClassifier(claims.slice(0, 9)), { code: "MODEL_TOO_FEW_ROWS" });
    await assert.rejects(trainClassifier([]), { code: "MODEL_TOO_FEW_ROWS" });
  });

  it("refuses rows that all have one label", async () => {
    await assert.rejects(trainClassifier(claims.slice(0, 20)), { code: "MODEL_ONE_LABEL" });
  });

  it("says how far it has come", async () => {
    const messages: string[] = [];
    await trainClassifier(claims, { threads: 2, progress: (message) => messages.push(message) });
    assert.ok(messages.some((message) => /^training: 100 %, loss \d+\.\d{3}$/.test(message)));
  });

  it("passes on what goes wrong while the examples are read", async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- it fails before it has anything to await
    async function* torn(): AsyncGenerator<Example> {
      yield claims[0]!;
      throw new Error("disk gone");
    }
    await assert.rejects(trainClassifier(torn()), { message: "disk gone" });
  });
});
