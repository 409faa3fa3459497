import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { solveLabels, type Task } from "./task.ts";

/** Runs a task to its end, in this thread or in several. */
export async function runTask(task: Task, threads: number, onLabel: () => void): Promise<void> {
  if (threads === 1) {
    solveLabels(task, onLabel);
    return;
  }
  const workers = Array.from({ length: threads }, () => startWorker(task, onLabel));
  try {
    await Promise.all(workers.map((worker) => once(worker, "exit")));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(task: Task, onLabel: () => void): Worker {
  // As .ts from sources, as .js once built.
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  return new Worker(file, { workerData: task }).on("message", onLabel);
}
