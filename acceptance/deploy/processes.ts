import { execFileSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, readSync, writeSync } from "node:fs";

/** The process of a pod's container, as this machine, which is the node, sees it. */
export function processOf(podId: string): number {
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/u.test(each))) {
    if (
      read(`/proc/${name}/cgroup`).includes(podId)
      && /^(?:[^\0]*\/)?node\0/u.test(read(`/proc/${name}/cmdline`))
    )
      return Number(name);
  }
  throw new Error(`pod ${podId} has no process here`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * Overwrites the model's weights wherever a process has them in its memory, as a fault of the memory would.
 *
 * @returns how often it found them
 */
export function corruptModel(pid: number): number {
  const root = `/proc/${pid}/root/`;
  const find = [root, "-xdev", "-path", "*/@hogar/model/weights.bin", "-print", "-quit"];
  const content = readFileSync(execFileSync("find", find, { encoding: "utf8" }).trim());
  const sample = content.subarray(content.length >> 1, (content.length >> 1) + 256);
  const memory = openSync(`/proc/${pid}/mem`, "r+");
  let found = 0;
  for (const [, from = "", to = ""] of read(`/proc/${pid}/maps`).matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gmu)) {
    const start = Number.parseInt(from, 16);
    const bytes = Buffer.alloc(Number.parseInt(to, 16) - start);
    try {
      readSync(memory, bytes, 0, bytes.length, start);
    } catch {
      continue;
    }
    for (let at = bytes.indexOf(sample); at !== -1; at = bytes.indexOf(sample, at + sample.length)) {
      const begin = start + at - (content.length >> 1);
      writeSync(
        memory,
        Buffer.alloc(content.length >> 1, 0x55),
        0,
        content.length >> 1,
        Math.max(begin, start),
      );
      found += 1;
    }
  }
  closeSync(memory);
  return found;
}
