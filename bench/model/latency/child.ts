// Many predictions in one process, with nothing else in it. Needs --expose-gc.
import { parseArgs } from "node:util";
import { trainClassifier } from "@eslabon/model";
import { readRows } from "../sets.ts";
import { storeAndLoad } from "../store.ts";
import type { Latencies } from "./latencies.ts";

const WARM_UP_ROUNDS = 3;

const { values: options } = parseArgs({
  options: {
    train: { type: "string", default: "" },
    test: { type: "string", default: "" },
    out: { type: "string", default: "" },
    predictions: { type: "string", default: "" },
    parts: { type: "string", default: "" },
  },
});
const [predictions, parts] = [Number(options.predictions), Number(options.parts)];
const collectGarbage = globalThis.gc!;

const trained = await trainClassifier(await readRows(options.train));
const model = await storeAndLoad(trained, options.out);
const inputs = (await readRows(options.test)).map(({ text }) => ({ text }));

for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
  for (const input of inputs) model.predict(input);
}

// Outside the heap that is watched, and there before it is.
const microseconds = new Float64Array(predictions);
const heapBytes = [usedHeap()];
for (let part = 0; part < parts; part += 1) {
  time((part * predictions) / parts, ((part + 1) * predictions) / parts);
  heapBytes.push(usedHeap());
}
const latencies: Latencies = { microseconds: [...microseconds], heapBytes };
console.log(JSON.stringify(latencies));

function time(from: number, to: number): void {
  for (let index = from; index < to; index += 1) {
    const input = inputs[index % inputs.length]!;
    const start = performance.now();
    model.predict(input);
    microseconds[index] = (performance.now() - start) * 1000;
  }
}

function usedHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
