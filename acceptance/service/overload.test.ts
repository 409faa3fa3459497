import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { figure, table } from "../../bench/markdown.ts";
import { median, quantile } from "../../bench/statistics.ts";
import { BUDGET, capacityOf } from "./capacity.ts";
import { OVERLOAD_SECONDS } from "./extent.ts";
import { loadAtRate } from "./load.ts";
import { record } from "./record.ts";
import { letters, Served, trainModel } from "./serving.ts";

const OVER = 1.5;
/** So many connections and answers want a larger heap than the few before; it has that after a while, and then no more. */
const SETTLED = 0.25;
const MOST_GROWTH = 1.1;
const LONGEST_RECOVERY = 2000;

describe("a service at 150 % of its capacity", () => {
  it("answers those that it takes in time, turns the others away at once, and recovers by itself", async () => {
    await using service = await Served.start(trainModel());
    const capacity = await capacityOf(service, letters);
    const [accepted, refused]: [number[], number[]] = [[], []];
    const others = new Set<number>();
    const memory = watchMemory(service);
    const watch = watchReadiness(service);
    const load = { connections: 256, rate: capacity * OVER, seconds: OVERLOAD_SECONDS, texts: letters };
    const lost = await loadAtRate(service.url, load, (status, milliseconds) => {
      if (status === 200) accepted.push(milliseconds);
      else if (status === 503) refused.push(milliseconds);
      else others.add(status);
    });
    const { before, settled, after } = memory.end();
    const recovery = await recoveryOf(service);
    const { times, notReady } = await watch.end();
    const offered = (accepted.length + refused.length) / OVERLOAD_SECONDS;
    await record(
      "overload",
      [
        `${OVERLOAD_SECONDS} s at ${figure((offered / capacity) * 100)} % of what the service holds within ${BUDGET} ms (${figure(capacity)} requests/s about ${figure(median(letters.map(({ length }) => length)))} characters each), over ${load.connections} connections.`,
        table(
          ["", "requests/s", "p50 ms", "p95 ms", "p99 ms"],
          [
            ["accepted", ...row(accepted)],
            ["turned away (503)", ...row(refused)],
          ],
        ),
        `Memory: ${figure(before)} MB before, ${figure(settled)} MB after a quarter of the time, ${figure(after)} MB at the end; \`/readyz\` said no in ${notReady} of ${times} looks; ${figure(recovery)} ms after the end everything was answered as before. No other status, ${lost} requests without an answer.`,
      ].join("\n\n"),
    );
    assert.deepEqual([...others], []);
    assert.equal(lost, 0);
    assert.ok(offered > capacity * 1.2, `only ${figure(offered)} requests/s could be sent`);
    assert.ok(refused.length > 0, "nobody was turned away");
    assert.ok(quantile(accepted, 0.95) < BUDGET, `p95 of those accepted: ${quantile(accepted, 0.95)} ms`);
    assert.ok(quantile(refused, 0.95) < BUDGET, `p95 of those turned away: ${quantile(refused, 0.95)} ms`);
    assert.ok(notReady > 0, "/readyz never said no");
    assert.ok(after < settled * MOST_GROWTH, `memory grew from ${settled} to ${after} MB`);
    assert.ok(recovery < LONGEST_RECOVERY, `it took ${recovery} ms to recover`);
  });
});

function row(times: readonly number[]): string[] {
  const quantiles =
    times.length === 0 ? ["–", "–", "–"] : [0.5, 0.95, 0.99].map((q) => figure(quantile(times, q), 1));
  return [figure(times.length / OVERLOAD_SECONDS), ...quantiles];
}

/** Until it is ready and answers quickly, in milliseconds. */
async function recoveryOf({ url }: Served): Promise<number> {
  const start = performance.now();
  for (;;) {
    const asked = performance.now();
    const answers = await Promise.all(
      ["/readyz", "/api/v1/modelo?texto=card"].map((path) => fetch(url + path)),
    );
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    const isQuick = performance.now() - asked < BUDGET / 3;
    if (isQuick && answers.every(({ ok }) => ok)) return performance.now() - start;
    await wait(20);
  }
}

/** In megabytes. */
function watchMemory(service: Served): {
  readonly end: () => { readonly before: number; readonly settled: number; readonly after: number };
} {
  const before = service.memory();
  let settled = before;
  const timer = setTimeout(() => (settled = service.memory()), OVERLOAD_SECONDS * SETTLED * 1000);
  return {
    end: () => {
      clearTimeout(timer);
      return { before, settled, after: service.memory() };
    },
  };
}

function watchReadiness({ url }: Served): {
  readonly end: () => Promise<{ times: number; notReady: number }>;
} {
  const end = new AbortController();
  const watching = (async () => {
    let [times, notReady] = [0, 0];
    while (!end.signal.aborted) {
      const ready = await fetch(`${url}/readyz`);
      await ready.arrayBuffer();
      times += 1;
      if (ready.status === 503) notReady += 1;
      await wait(100);
    }
    return { times, notReady };
  })();
  return {
    end: () => {
      end.abort();
      return watching;
    },
  };
}
