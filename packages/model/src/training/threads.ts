import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { type SpooledTask, trainSpooledMembers } from "./out-of-core/task.ts";
import { type Task, trainMembers } from "./task.ts";

/** With its rows in memory, or in a file. */
export type AnyTask = Task | SpooledTask;

/** Runs a task to its end, in this thread or in several. */
export async function runTask(
  task: AnyTask,
  threads: number,
  onEpoch: (loss: number) => void,
): Promise<void> {
  if (threads === 1) {
    trainAny(task, onEpoch);
    return;
  }
  const workers = Array.from({ length: threads }, () => startWorker(task, onEpoch));
  try {
    await Promise.all(workers.map((worker) => once(worker, "exit")));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(task: AnyTask, onEpoch: (loss: number) => void): Worker {
  // As .ts from sources, as .js once built.
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  return new Worker(file, { workerData: task }).on("message", onEpoch);
}

/** Trains members until there are none left. */
export function trainAny(task: AnyTask, onEpoch: (loss: number) => void): void {
  if ("spooled" in task) trainSpooledMembers(task, onEpoch);
  else trainMembers(task, onEpoch);
}
