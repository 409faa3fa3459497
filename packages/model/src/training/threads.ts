import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { type Task, trainMembers } from "./task.ts";

/** Runs a task to its end, in this thread or in several. */
export async function runTask(task: Task, threads: number, onEpoch: (loss: number) => void): Promise<void> {
  if (threads === 1) {
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

function startWorker(task: Task, onEpoch: (loss: number) => void): Worker {
  // As .ts from sources, as .js once built.
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  return new Worker(file, { workerData: task }).on("message", onEpoch);
}
