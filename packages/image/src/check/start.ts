import { setTimeout as sleep } from "node:timers/promises";
import type { Check } from "@eslabon/link";
import type { Container } from "../run/container.ts";
import { isRight, type Question } from "./golden.ts";

/** The machine may be busy with something else meanwhile, so that the quickest of some counts. */
const STARTS = 3;
const PATIENCE = 30_000;
const PAUSE = 5;

/** Starts an image again and again, and measures from the start of its process to its first right answer. */
export async function checkStarts(
  create: () => Promise<Container>,
  question: Question,
  most: number,
): Promise<Check> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    await using container = await create();
    await container.start();
    await untilAnswers(await container.url(), question);
    times.push(Date.now() - (await container.startedAt()));
  }
  const quickest = Math.min(...times);
  return {
    name: "starts in time",
    passed: quickest <= most,
    detail: `first right answer after ${times.join(", ")} ms, the quickest at most ${most} ms`,
    measured: { milliseconds: quickest, most },
  };
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
