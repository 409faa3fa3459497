// A service in a process of its own, in good or in bad health: node serve.ts MODEL-FOLDER [slow-model | blocked]
import { loadModel, type Model } from "@eslabon/model";
import { startService } from "@eslabon/service";

/** Of one prediction. */
const SLOW = 200;

/**
 * For how long the event loop is blocked, and for how long it is free again, as by a job that somebody has put into the service: so short
 * that more than one request in 20 meets a block, fast as the others are answered.
 */
const BLOCKED = 300;
const FREE = 5;

const [folder = "", situation] = process.argv.slice(2);
const model = await loadModel(folder);
if (situation === "blocked") setTimeout(block, FREE);
const { url } = await startService({
  model: situation === "slow-model" ? slow(model) : model,
  version: "1.0.0",
  port: 0,
  logger: false,
});
process.send!(url);

function block(): void {
  sleep(BLOCKED);
  setTimeout(block, FREE);
}

function slow(model: Model): Model {
  return {
    manifest: model.manifest,
    decide: model.decide.bind(model),
    explain: model.explain.bind(model),
    predict: (input) => {
      sleep(SLOW);
      return model.predict(input);
    },
  };
}

/** Without using the CPU, so that it takes as long on a busy machine. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
