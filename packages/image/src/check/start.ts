import { setTimeout as sleep } from "node:timers/promises";
import type { Check } from "@eslabon/link";
import type { Container } from "../run/container.ts";
import { isRight, type Question } from "./golden.ts";

const STARTS = 3;
const PATIENCE = 30_000;
const PAUSE = 5;

/**
 * Starts an image again and again, and measures from the start of its process to its first right answer. What it waited for a CPU that others had
 * is no time of its own; the quickest counts.
 */
export async function checkStarts(
  create: () => Promise<Container>,
  question: Question,
  most: number,
): Promise<Check> {
  const starts: { readonly took: number; readonly own: number }[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    await using container = await create();
    await container.start();
    await untilAnswers(await container.url(), question);
    const took = Date.now() - (await container.startedAt());
    const waited = Math.min(took, await waitedForCpu(container));
    starts.push({ took, own: took - waited });
  }
  const quickest = Math.min(...starts.map(({ own }) => own));
  const each = starts.map(({ took, own }) =>
    took === own ? `${own} ms` : `${own} ms (${took} with waiting for a CPU)`,
  );
  return {
    name: "starts in time",
    passed: quickest <= most,
    detail: `first right answer after ${each.join(", ")}; the quickest at most ${most} ms`,
    measured: { milliseconds: quickest, most },
  };
}

const NANOSECONDS = 1_000_000;

/** How long its main thread was ready to run and did not, in milliseconds: https://docs.kernel.org/scheduler/sched-stats.html */
async function waitedForCpu(container: Container): Promise<number> {
  const read = 'console.log(require("node:fs").readFileSync("/proc/1/schedstat", "utf8"))';
  const { passed, said } = await container.exec(["node", "--eval", read]);
  return passed ? Math.round(Number(said.split(" ")[1]) / NANOSECONDS) : 0;
}

/** Waits for the first right answer; gives up after half a minute, and the checks that follow say what is wrong. */
export async function untilAnswers(url: string, question: Question): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await answers(url, question)) return;
    await sleep(PAUSE);
  }
}

async function answers(url: string, question: Question): Promise<boolean> {
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url + question.path, { method: "POST", headers, body: question.body });
    return response.ok && isRight(question, await response.text());
  } catch {
    return false;
  }
}
