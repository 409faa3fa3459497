import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Check } from "@eslabon/link";
import type { Container } from "../run/container.ts";
import type { Question } from "./golden.ts";

const CALLERS = 16;
const BEFORE = 1000;
const AFTER = 15_000;

/** What became of requests. */
interface Outcome {
  answered: number;
  readonly lost: string[];
}

/** Stops a container that is asked by many all the time: whoever it has taken a request from gets an answer. */
export async function checkStopping(container: Container, url: string, question: Question): Promise<Check> {
  const outcome: Outcome = { answered: 0, lost: [] };
  const stop = new AbortController();
  const callers = Array.from({ length: CALLERS }, () => call(url, question, outcome, stop.signal));
  await sleep(BEFORE);
  const before = outcome.answered;
  await container.signal("TERM");
  const code = await Promise.race([container.ended(), sleep(AFTER, undefined)]);
  stop.abort();
  await Promise.all(callers);
  const { answered, lost } = outcome;
  const ending = code === undefined ? "it runs on" : `exit code ${code}`;
  return {
    name: "stops without losing a request",
    passed: code === 0 && lost.length === 0 && before > 0,
    detail: `${answered} answered, ${answered - before} of them after SIGTERM; ${lost.length} lost${lost.length > 0 ? ` (${lost[0]!})` : ""}; ${ending}`,
    measured: { answered, lost: lost.length },
  };
}

/** One request after the other on one connection, and a new one where that is ended, until there is nobody to connect to. */
async function call(
  url: string,
  question: Question,
  outcome: Outcome,
  stopped: AbortSignal,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    while (!stopped.aborted) {
      const status = await ask(url, question, agent);
      if (status === 200) outcome.answered += 1;
      else outcome.lost.push(`status ${status}`);
    }
  } catch (error) {
    const { syscall, code = "", message } = error as NodeJS.ErrnoException;
    // Who cannot connect has asked nothing.
    if (syscall !== "connect") outcome.lost.push(`${code} ${message}`.trim());
  } finally {
    agent.destroy();
  }
}

function ask(url: string, { path, body }: Question, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    request(url + path, { method: "POST", agent, headers }, (response) => {
      response.on("error", reject).on("end", () => resolve(response.statusCode ?? 0)).resume();
    })
      .on("error", reject)
      .end(body);
  });
}
