import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { SpooledTask } from "./out-of-core/task.ts";
import { type Task, trainMembers } from "./task.ts";

/** With its rows in memory, or in a file. */
export type AnyTask = Task | SpooledTask;

/** Runs a task to its end: in threads of its own, or in this one when one is enough and it does not take long. */
export async function runTask(
  task: AnyTask,
  threads: number,
  onEpoch: (loss: number) => void,
): Promise<void> {
  // Many rows take so long that this thread has to be free, to be interrupted for one.
  if (threads === 1 && !("spooled" in task)) {
    trainMembers(task, onEpoch);
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
