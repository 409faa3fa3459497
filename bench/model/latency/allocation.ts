// How much memory one prediction allocates. Needs --expose-gc, and a young generation that holds a whole batch, so that nothing is
// collected while it is counted.
import { parseArgs } from "node:util";
import { loadModel } from "@eslabon/model";
import { median } from "../../statistics.ts";
import { readRows } from "../sets.ts";

const BATCHES = 9;
/** The heap is counted in pages, which many predictions make small. */
const PREDICTIONS = 1000;

const { values: options } = parseArgs({
  options: { model: { type: "string", default: "" }, test: { type: "string", default: "" } },
});
const model = await loadModel(options.model);
const inputs = (await readRows(options.test)).map(({ text }) => ({ text }));
let next = 0;

const perPrediction = Array.from({ length: BATCHES }, () => {
  globalThis.gc!();
  // A collection also throws away compiled code, which is made again once.
  predict();
  const before = process.memoryUsage().heapUsed;
  predict();
  return (process.memoryUsage().heapUsed - before) / PREDICTIONS;
});
console.log(JSON.stringify(median(perPrediction)));

function predict(): void {
  for (let count = 0; count < PREDICTIONS; count += 1) {
    model.predict(inputs[next]!);
    next = (next + 1) % inputs.length;
  }
}
