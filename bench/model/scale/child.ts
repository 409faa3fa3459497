// One training from a Parquet file, in a process of its own so that its memory can be told.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { digestFolder } from "@eslabon/link";
import { trainClassifier } from "@eslabon/model";
import { readRows } from "../sets.ts";
import { storeAndLoad } from "../store.ts";
import { storedSize } from "../stored-size.ts";
import { readParquet } from "./parquet.ts";
import type { Training } from "./training.ts";

const { values: options } = parseArgs({
  options: {
    parquet: { type: "string", default: "" },
    rows: { type: "string", default: "" },
    "held-out": { type: "string", default: "" },
    out: { type: "string", default: "" },
    threads: { type: "string", default: "" },
    gigabytes: { type: "string", default: "" },
  },
});
const guard = new Worker(new URL("memory-guard.ts", import.meta.url), {
  workerData: Number(options.gigabytes) * 2 ** 30,
});

const [wall, cpu] = [performance.now(), process.cpuUsage()];
const trained = await trainClassifier(readParquet(options.parquet, Number(options.rows)), {
  threads: Number(options.threads),
});
const { user, system } = process.cpuUsage(cpu);
const spent = {
  wallSeconds: (performance.now() - wall) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
await guard.terminate();

const folder = join(options.out, "model");
const model = await storeAndLoad(trained, folder);
const heldOut = await readRows(options["held-out"]);
const right = heldOut.filter(({ text, label }) => model.predict({ text })[0]!.label === label);
const training: Training = {
  ...spent,
  accuracy: right.length / heldOut.length,
  modelBytes: (await storedSize(folder)).modelBytes,
  digest: await digestFolder(folder),
};
console.log(JSON.stringify(training));
