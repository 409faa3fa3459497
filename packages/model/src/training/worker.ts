import { parentPort, workerData } from "node:worker_threads";
import { solveLabels, type Task } from "./task.ts";

solveLabels(workerData as Task, () => parentPort?.postMessage("label"));
