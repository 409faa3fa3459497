import { parentPort, workerData } from "node:worker_threads";
import { trainSpooledMembers } from "./out-of-core/task.ts";
import { trainMembers } from "./task.ts";
import type { AnyTask } from "./threads.ts";

const task = workerData as AnyTask;
const onEpoch = (loss: number): void => parentPort?.postMessage(loss);
if ("spooled" in task) trainSpooledMembers(task, onEpoch);
else trainMembers(task, onEpoch);
