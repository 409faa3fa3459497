// Ends a process that takes more memory than it may, before the machine is brought to its knees. A thread of its own, since
// training does not stop to look.
import { writeSync } from "node:fs";
import { setInterval } from "node:timers";
import { workerData } from "node:worker_threads";

const MILLISECONDS = 100;
const STDERR = 2;
const most = workerData as number;

setInterval(() => {
  if (process.memoryUsage.rss() <= most) return;
  writeSync(STDERR, `took more than ${most / 2 ** 30} GB\n`);
  process.kill(process.pid, "SIGKILL");
}, MILLISECONDS);
