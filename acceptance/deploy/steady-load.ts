import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** How requests fared that were sent evenly, whatever happened to those before. */
export interface Fared {
  readonly sent: number;
  /** What failed, and how often: `503 SERVICE_OVERLOADED`, `ECONNRESET`, `timeout`. */
  readonly failed: Readonly<Record<string, number>>;
  /** Between the first failure and the last one, in seconds; 0 without any. */
  readonly failingSeconds: number;
  readonly p95: number;
}

const PATIENCE = 10_000;

/** Asks a service so often a second while something happens to it, and a moment before and after. */
export async function under(rate: number, url: string, work: () => Promise<void>): Promise<Fared> {
  const agent = new Agent({ keepAlive: true });
  const failed: Record<string, number> = {};
  const failures: number[] = [];
  const times: number[] = [];
  const waiting = new Set<Promise<void>>();
  let sent = 0;
  let goesOn = true;

  function ask(): Promise<void> {
    const began = performance.now();
    return new Promise((resolve) => {
      const end = (why: string | undefined): void => {
        times.push(performance.now() - began);
        if (why !== undefined) {
          failed[why] = (failed[why] ?? 0) + 1;
          failures.push(performance.now());
        }
        resolve();
      };
      const address = `${url}/api/v1/modelo?texto=ba%C3%B1era`;
      const asked = request(address, { agent, timeout: PATIENCE }, (answer) => {
        text(answer).then(
          (said) => end(whatFailed(answer.statusCode, said)),
          (error: unknown) => end((error as NodeJS.ErrnoException).code ?? "cut off"),
        );
      });
      asked.once("timeout", () => asked.destroy(new Error("timeout")));
      asked.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
      asked.end();
    });
  }

  async function send(): Promise<void> {
    const start = performance.now();
    while (goesOn) {
      const due = Math.floor(((performance.now() - start) * rate) / 1000);
      for (; sent < due; sent += 1) {
        const asked: Promise<void> = ask().then(() => {
          waiting.delete(asked);
        });
        waiting.add(asked);
      }
      await sleep(2);
    }
  }

  const sending = send();
  await sleep(2000);
  try {
    await work();
    await sleep(2000);
  } finally {
    goesOn = false;
    await sending;
    await Promise.all(waiting);
    agent.destroy();
  }
  const failingSeconds = failures.length === 0 ? 0 : (failures.at(-1)! - failures[0]!) / 1000;
  const sorted = times.toSorted((one, other) => one - other);
  return { sent, failed, failingSeconds, p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
}

/** An error's code, or that the answer is wrong. */
function whatFailed(status: number | undefined, said: string): string | undefined {
  if (status === 200) return said.startsWith('[["Fontanería"') ? undefined : "wrong answer";
  return [status, /"code":"(\w+)"/u.exec(said)?.[1]].filter(Boolean).join(" ");
}

export function failuresIn({ failed }: Fared): number {
  return Object.values(failed).reduce((sum, count) => sum + count, 0);
}
