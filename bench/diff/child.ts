// One comparison, in a process of its own so that its memory can be told.
import { compareDatasets } from "@eslabon/data";
import type { Measured } from "./markdown.ts";

const [from = "", to = ""] = process.argv.slice(2);
const [wall, cpu] = [performance.now(), process.cpuUsage()];
const { rows } = await compareDatasets(from, to);
const { user, system } = process.cpuUsage(cpu);
const measured: Measured = {
  rows,
  wallSeconds: (performance.now() - wall) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(measured));
