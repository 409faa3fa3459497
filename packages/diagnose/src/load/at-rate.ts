import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { Answers, type Loaded } from "./answers.ts";
import { questionOf, type Target } from "./target.ts";

const PATIENCE = 10_000;

/** Of a service that is this far behind no more is asked: what would be is given up at once, so that this program's memory lasts. */
const MOST_WAITING = 10_000;

/**
 * Sends so many requests a second, evenly, whether those before were answered or not, as customers do. The time of each counts from
 * when it was due, so that what had to wait for a free connection is not forgotten.
 */
export async function loadAtRate(
  target: Target,
  {
    connections,
    seconds,
    rate,
  }: { readonly connections: number; readonly seconds: number; readonly rate: number },
): Promise<Loaded> {
  const answers = new Answers();
  const sender = new Sender(target, connections, answers);
  const idle = performance.eventLoopUtilization();
  const start = performance.now();
  const all = Math.round(rate * seconds);
  const waiting = new Set<Promise<unknown>>();
  for (let sent = 0; sent < all;) {
    const due = Math.min(all, Math.floor(((performance.now() - start) * rate) / 1000) + 1);
    for (; sent < due; sent += 1) {
      if (waiting.size >= MOST_WAITING) {
        answers.timeouts += 1;
        continue;
      }
      const asked: Promise<unknown> = sender
        .send(start + (sent * 1000) / rate)
        .then(() => waiting.delete(asked));
      waiting.add(asked);
    }
    await wait(1);
  }
  await Promise.all(waiting);
  const { utilization } = performance.eventLoopUtilization(idle);
  const took = (performance.now() - start) / 1000;
  sender.close();
  return { answers, seconds: Math.max(seconds, took), clientBusy: utilization };
}

class Sender {
  readonly #answers: Answers;
  readonly #request: typeof httpRequest;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #bodies: readonly string[];
  #sent = 0;

  constructor(target: Target, connections: number, answers: Answers) {
    const { path, headers, bodies } = questionOf(target);
    this.#answers = answers;
    this.#url = new URL(path, target.url);
    const isSecure = this.#url.protocol === "https:";
    const options = { keepAlive: true, maxSockets: connections };
    this.#agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
    this.#request = isSecure ? httpsRequest : httpRequest;
    this.#headers = headers;
    this.#bodies = bodies;
  }

  /** @param due when it should have been sent */
  send(due: number): Promise<void> {
    const body = this.#bodies[this.#sent++ % this.#bodies.length]!;
    return new Promise((resolve) => {
      const options = {
        method: "POST",
        agent: this.#agent,
        headers: { ...this.#headers, "content-length": Buffer.byteLength(body) },
        timeout: PATIENCE,
      };
      const asked = this.#request(this.#url, options, (response) => this.#receive(response, due, resolve));
      let isGivenUp = false;
      asked.on("timeout", () => {
        isGivenUp = true;
        asked.destroy();
      });
      asked.on("error", () => {
        if (isGivenUp) this.#answers.timeouts += 1;
        else this.#answers.connections += 1;
        resolve();
      });
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #receive(response: IncomingMessage, due: number, resolve: () => void): void {
    response.resume();
    response.once("end", () => {
      const timing = response.headers["server-timing"];
      this.#answers.add(
        response.statusCode ?? 0,
        timing === undefined ? undefined : String(timing),
        performance.now() - due,
      );
      resolve();
    });
    response.once("error", resolve);
  }
}
