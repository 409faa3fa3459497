// The counterpart of measuring.py: train, store, load again, and one text after another.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EslabonError } from "@eslabon/link";
import { type Model, trainClassifier } from "@eslabon/model";
import type { Answer, FullAnswer, Measurement } from "../measurement.ts";
import { readRows, type Row } from "../sets.ts";
import { storeAndLoad } from "../store.ts";

const { values: options } = parseArgs({
  options: {
    threads: { type: "string", default: "1" },
    train: { type: "string", default: "" },
    test: { type: "string" },
    ask: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: "" },
    "warm-up-texts": { type: "string", default: "" },
    "warm-up-rounds": { type: "string", default: "" },
  },
});
const trainingRows = await readRows(options.train);
const testRows = options.test === undefined ? [] : await readRows(options.test);

const [wall, cpu] = [performance.now(), process.cpuUsage()];
const trained = await trainClassifier(trainingRows, { threads: Number(options.threads) });
const { user, system } = process.cpuUsage(cpu);
const training = {
  trainingCpuSeconds: (user + system) / 1e6,
  trainingWallSeconds: (performance.now() - wall) / 1000,
};

const model = await storeAndLoad(trained, join(options.out, "model"));

const warmUpRows = testRows.slice(0, Number(options["warm-up-texts"]));
for (let round = 0; round < Number(options["warm-up-rounds"]); round++) {
  for (const row of warmUpRows) answer(model, row.text);
}
const answers: Answer[] = [];
const microseconds: number[] = [];
for (const row of testRows) {
  const start = process.hrtime.bigint();
  const answered = answer(model, row.text);
  microseconds.push(Number(process.hrtime.bigint() - start) / 1000);
  answers.push(answered);
}

const asked: FullAnswer[][] = [];
for (const path of options.ask) asked.push((await readRows(path)).map((row) => answerInFull(model, row)));

const measurement: Measurement = { versions: {}, ...training, answers, microseconds, asked };
console.log(JSON.stringify(measurement));

function answer(of: Model, text: string): Answer {
  try {
    const first = of.predict({ text })[0]!;
    return { label: first.label, probability: first.score };
  } catch (error) {
    if (error instanceof EslabonError) return { label: null, probability: null };
    throw error;
  }
}

function answerInFull(of: Model, { text }: Row): FullAnswer {
  const answered = answer(of, text);
  return {
    ...answered,
    scores: answered.label === null ? {} : { confidence: of.decide({ text }).confidence },
  };
}
