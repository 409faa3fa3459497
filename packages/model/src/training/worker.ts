import { parentPort, workerData } from "node:worker_threads";
import { type Task, trainMembers } from "./task.ts";

trainMembers(workerData as Task, (loss) => parentPort?.postMessage(loss));
