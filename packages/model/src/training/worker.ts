import { parentPort, workerData } from "node:worker_threads";
import { trainAny, type AnyTask } from "./threads.ts";

trainAny(workerData as AnyTask, (loss) => parentPort?.postMessage(loss));
