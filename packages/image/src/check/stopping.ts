import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Check } from "@eslabon/link";
import type { Container } from "../run/container.ts";
import type { Question } from "./golden.ts";

const CALLERS = 8;
const BEFORE = 1000;
const AFTER = 15_000;

/** What became of requests. */
interface Outcome {
  answered: number;
  readonly lost: string[];
}

/** Stops a container that is asked all the time on connections that stay: each request on them gets an answer, until the service ends them. */
export async function checkStopping(container: Container, url: string, question: Question): Promise<Check> {
  const outcome: Outcome = { answered: 0, lost: [] };
  const stop = new AbortController();
  const callers = Array.from({ length: CALLERS }, () => call(url, question, outcome, stop.signal));
  await sleep(BEFORE);
  const before = outcome.answered;
  await container.signal("TERM");
  const code = await Promise.race([container.ended(), sleep<undefined>(AFTER)]);
  stop.abort();
  await Promise.all(callers);
  const { answered, lost } = outcome;
  const parts = [
    `${answered} requests answered, ${answered - before} of them after SIGTERM`,
    lost.length === 0 ? "none lost" : `${lost.length} lost: ${lost[0]!}`,
    code === undefined ? "it runs on" : `exit code ${code}`,
  ];
  return {
    name: "stops without losing a request",
    passed: code === 0 && lost.length === 0 && before > 0,
    detail: parts.join("; "),
    measured: { answered, lost: lost.length },
  };
}

/** One request after the other on one connection, as a load balancer has them open, until the service says that it ends it. */
async function call(url: string, question: Question, outcome: Outcome, stopped: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    let isOpen = true;
    while (isOpen && !stopped.aborted) {
      const { statusCode, headers } = await ask(url, question, agent);
      isOpen = headers.connection !== "close";
      // Who is told to ask again is not lost.
      if (statusCode === 200 || headers["retry-after"] !== undefined) outcome.answered += 1;
      else outcome.lost.push(`status ${statusCode}`);
    }
  } catch (error) {
    outcome.lost.push((error as Error).message);
  } finally {
    agent.destroy();
  }
}

function ask(url: string, { path, body }: Question, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    request(url + path, { method: "POST", agent, headers }, (response) => {
      response
        .on("error", reject)
        .on("end", () => resolve(response))
        .resume();
    })
      .on("error", reject)
      .end(body);
  });
}
