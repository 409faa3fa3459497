import { performance } from "node:perf_hooks";
import autocannon from "autocannon";
import { Answers, type Loaded } from "./answers.ts";
import { questionOf, type Target } from "./target.ts";

/** Each connection has its own requests ready; together they have about so many, or one each. */
const PREPARED = 4096;

/** An answer that takes longer is given up, in seconds. */
const PATIENCE = 10;

/** Sends requests over each connection, one after the other as they are answered. */
export async function loadInTurns(
  target: Target,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Loaded> {
  const { path, headers, bodies } = questionOf(target);
  const answers = new Answers();
  let timing: string | undefined;
  // Called right before the event of the same answer, which knows its time.
  const onResponse: autocannon.Request["onResponse"] = (_status, _body, _context, received) => {
    timing = header(received, "server-timing");
  };
  const requests = bodies.map((body) => ({ method: "POST" as const, path, headers, body, onResponse }));
  const each = Math.max(1, Math.floor(PREPARED / connections));
  let next = 0;

  const idle = performance.eventLoopUtilization();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: target.url,
        connections,
        duration: seconds,
        timeout: PATIENCE,
        requests: requests.slice(0, 1),
        setupClient: (client) => {
          client.setRequests(
            Array.from({ length: each }, () => ({ ...requests[next++ % requests.length]! })),
          );
        },
      },
      (error: Error | null, done) => (error ? reject(error) : resolve(done)),
    );
    run.on("response", (_client, status, _bytes, milliseconds) => {
      answers.add(status, timing, milliseconds);
      timing = undefined;
    });
  });
  answers.timeouts = result.timeouts;
  // One that the other side ends before it has answered is no error to autocannon; when time is up, each connection waits for one answer.
  const unanswered = result.requests.sent - answers.count - result.timeouts - connections;
  answers.connections = Math.max(result.errors - result.timeouts, unanswered);
  const { utilization } = performance.eventLoopUtilization(idle);
  return { answers, seconds: result.duration, clientBusy: utilization };
}

function header(headers: autocannon.Request["headers"], wanted: string): string | undefined {
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (name.toLowerCase() === wanted) return String(value);
  }
  return undefined;
}
