import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  continueClassifier,
  evaluate,
  type Example,
  loadModel,
  type Model,
  type PreviousModel,
  readPrevious,
  trainClassifier,
  writeModel,
} from "@eslabon/model";
import { continueWithin } from "../../../src/training/continuing/continue.ts";
import { claims } from "../../claims.ts";
import { about, writeClaimsModel } from "../../claims-model.ts";
import { scratchFolder } from "../../scratch.ts";

const fields = { text: "texto", label: "gremio" };
const locks = [
  "la cerradura no abre",
  "perdí la llave de la cerradura",
  "se ha roto la llave",
  "no gira la llave",
]
  .flatMap((text) => ["", " desde ayer", " otra vez"].map((end) => text + end))
  .map((text) => ({ text, label: "Cerrajería" }));

const questions = readFileSync(
  new URL("../../../../../bench/data/banking77/train.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Example);

async function previousOf(examples: readonly Example[]): Promise<PreviousModel> {
  const folder = join(await scratchFolder(), "model");
  await writeModel(await trainClassifier(examples, { threads: 1 }), about, folder);
  return readPrevious(folder, fields);
}

async function continued(
  previous: PreviousModel,
  examples: readonly Example[],
  threads = 1,
): Promise<{ digest: string; model: Model }> {
  const folder = join(await scratchFolder(), "model");
  const trained = await continueClassifier(examples, previous, { threads });
  const { digest } = await writeModel(trained, about, folder);
  return { digest, model: await loadModel(folder) };
}

const first = (model: Model, texto: string): string => model.predict({ texto })[0]!.label;

describe("training that goes on from a model", () => {
  it("learns a label that is new, keeps those it knew and says where it came from", async () => {
    const previous = await previousOf(claims);
    const { model } = await continued(previous, [...claims, ...locks]);
    assert.equal(first(model, "la llave no abre la cerradura"), "Cerrajería");
    for (const { text, label } of claims) assert.equal(first(model, text), label);
    const { manifest } = model;
    assert.deepEqual(manifest.labels, ["Carpintería", "Cerrajería", "Electricidad", "Fontanería"]);
    assert.deepEqual(manifest.continued, {
      package: "@hogar/model",
      version: "1.2.3",
      sha256: previous.manifest.engine.sha256,
      times: 1,
    });
    assert.deepEqual(
      [manifest.metrics.source, manifest.metrics.accuracy, manifest.temperature, manifest.threshold],
      [
        "previous",
        previous.manifest.metrics.accuracy,
        previous.manifest.temperature,
        previous.manifest.threshold,
      ],
    );
  });

  it("drops a label that no row has any more", async () => {
    const previous = await previousOf([...claims, ...locks]);
    const { model } = await continued(previous, claims);
    assert.deepEqual(model.manifest.labels, ["Carpintería", "Electricidad", "Fontanería"]);
    for (const { text, label } of claims) assert.equal(first(model, text), label);
  });

  it("unlearns labels that were corrected", async () => {
    const isWrong = ({ text }: Example): boolean => text.includes("cisterna");
    const wrong = claims.map((claim) => (isWrong(claim) ? { ...claim, label: "Electricidad" } : claim));
    const previous = await previousOf(wrong);
    const { model } = await continued(previous, claims);
    const corrected = claims.filter(isWrong);
    assert.equal(corrected.length, 5);
    for (const { text, label } of corrected) assert.equal(first(model, text), label);
  });

  it("counts how often it went on", async () => {
    const previous = await previousOf(claims);
    const folder = join(await scratchFolder(), "model");
    await writeModel(await continueClassifier(claims, previous), about, folder);
    const { continued: twice } = await continueClassifier(claims, await readPrevious(folder, fields));
    assert.equal(twice?.times, 2);
  });

  it("gives the same bytes with one thread and with several", async () => {
    const half = questions.filter((_, row) => row % 2 === 0);
    const previous = await previousOf(half.filter((_, row) => row % 5 !== 0));
    const workers: unknown[] = [];
    const note = (worker: unknown): number => workers.push(worker);
    process.on("worker", note);
    const alone = await continued(previous, half, 1);
    assert.deepEqual(workers, []);
    assert.equal((await continued(previous, half, 3)).digest, alone.digest);
    assert.ok(workers.length > 1, `${workers.length} threads were started`);
    process.off("worker", note);
  });

  it("answers rows that nobody has learnt about as well as a full training", async () => {
    const heldOut = questions.filter((_, row) => row % 4 === 0);
    const train = questions.filter((_, row) => row % 4 !== 0);
    const previous = await previousOf(train.filter((_, row) => row % 10 > 3));
    const folder = join(await scratchFolder(), "full");
    await writeModel(await trainClassifier(train), about, folder);
    const accuracy = async (model: Model): Promise<number> => (await evaluate(model, heldOut)).accuracy;
    const full = await accuracy(await loadModel(folder));
    const { model } = await continued(previous, train);
    const before = join(await scratchFolder(), "before");
    await writeModel(await trainClassifier(train.filter((_, row) => row % 10 > 3)), about, before);
    const [after, old] = [await accuracy(model), await accuracy(await loadModel(before))];
    assert.ok(after > full - 0.01 && after > old + 0.01, `${old} → ${after}, full ${full}`);
  });

  it("finds labels that are new among many that are like them", async () => {
    const heldOut = questions.filter((_, row) => row % 4 === 0);
    const train = questions.filter((_, row) => row % 4 !== 0);
    const added = new Set(
      [...new Set(questions.map(({ label }) => label))].sort().filter((_, at) => at % 11 === 0),
    );
    const previous = await previousOf(train.filter(({ label }) => !added.has(label)));
    const { model } = await continued(previous, train);
    const { accuracy } = await evaluate(
      model,
      heldOut.filter(({ label }) => added.has(label)),
    );
    assert.ok(accuracy > 0.8, `accuracy on them ${accuracy}`);
  });

  it("refuses rows of another text or label", async () => {
    const { folder } = await writeClaimsModel();
    await assert.rejects(readPrevious(folder, { ...fields, text: "text" }), {
      code: "MODEL_CONTINUE_FIELDS",
    });
    await assert.rejects(readPrevious(folder, { ...fields, label: "label" }), {
      code: "MODEL_CONTINUE_FIELDS",
    });
  });

  it("refuses rows of which the model does not know more than memory shall hold", async () => {
    const previous = await previousOf(claims);
    const limits = { rows: 11, characters: 1e6 };
    const go = continueWithin(limits, locks, previous, {});
    await assert.rejects(go, { code: "MODEL_CONTINUE_TOO_MUCH" });
  });

  it("refuses too few rows, and rows that all have one label", async () => {
    const previous = await previousOf(claims);
    await assert.rejects(continueClassifier(claims.slice(0, 9), previous), { code: "MODEL_TOO_FEW_ROWS" });
    await assert.rejects(continueClassifier(claims.slice(0, 20), previous), { code: "MODEL_ONE_LABEL" });
  });
});
