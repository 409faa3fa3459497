// One training, from the start or from a model, in a process of its own so that its time is its own.
import { parseArgs } from "node:util";
import { continueClassifier, evaluate, readPrevious, trainClassifier } from "@eslabon/model";
import { readRows } from "../sets.ts";
import { storeAndLoad } from "../store.ts";
import type { Training } from "./training.ts";

const { values: options } = parseArgs({
  options: {
    train: { type: "string", default: "" },
    from: { type: "string" },
    test: { type: "string", default: "" },
    out: { type: "string", default: "" },
  },
});
const rows = await readRows(options.train);
const test = await readRows(options.test);

const cpu = process.cpuUsage();
const trained =
  options.from === undefined
    ? await trainClassifier(rows, { threads: 1 })
    : await continueClassifier(rows, await readPrevious(options.from, { text: "text", label: "label" }), {
        threads: 1,
      });
const { user, system } = process.cpuUsage(cpu);

const model = await storeAndLoad(trained, options.out);
const { accuracy, ece } = await evaluate(model, test);
const training: Training = { cpuSeconds: (user + system) / 1e6, accuracy, calibrationError: ece };
console.log(JSON.stringify(training));
