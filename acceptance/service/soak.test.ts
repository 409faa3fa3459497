import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { figure, table } from "../../bench/markdown.ts";
import { median, quantile } from "../../bench/statistics.ts";
import { capacityOf } from "./capacity.ts";
import { SOAK_MINUTES } from "./extent.ts";
import { loadAtRate } from "./load.ts";
import { record } from "./record.ts";
import { Served, texts, trainModel } from "./serving.ts";

const SHARE = 0.7;
const MINUTE = 60;
/** Of fewer minutes nothing can be said: the first ones warm up. */
const WARM_UP = 3;
const MOST_GROWTH = 1.1;

interface Minute {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly megabytes: number;
}

describe("a service at 70 % of its capacity", () => {
  it(`answers everything for ${SOAK_MINUTES} minutes, as fast and in as much memory at the end as before`, async () => {
    await using service = await Served.start(trainModel());
    const capacity = await capacityOf(service, texts);
    const load = { connections: 64, rate: capacity * SHARE, seconds: MINUTE, texts };
    const failed: Record<string, number> = {};
    const minutes: Minute[] = [];
    for (let minute = 0; minute < SOAK_MINUTES; minute += 1) {
      const times: number[] = [];
      const lost = await loadAtRate(service.url, load, (status, milliseconds) => {
        times.push(milliseconds);
        if (status !== 200) failed[status] = (failed[status] ?? 0) + 1;
      });
      if (lost > 0) failed.lost = (failed.lost ?? 0) + lost;
      minutes.push({
        requests: times.length,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        megabytes: service.memory(),
      });
    }
    await record(
      "soak",
      [
        `${SOAK_MINUTES} minutes at 70 % of what the service holds within 150 ms (${figure(capacity)} requests/s), over ${load.connections} connections.`,
        table(
          ["minute", "requests", "p50 ms", "p99 ms", "memory, MB"],
          minutes.map(({ requests, p50, p99, megabytes }, index) => [
            String(index + 1),
            figure(requests),
            figure(p50, 1),
            figure(p99, 1),
            figure(megabytes),
          ]),
        ),
        `Failed: ${Object.keys(failed).length === 0 ? "none" : JSON.stringify(failed)}.`,
      ].join("\n\n"),
    );
    assert.deepEqual(failed, {});
    const warm = minutes.slice(WARM_UP);
    if (warm.length < 2 * WARM_UP) return;
    const [first, last] = [warm.slice(0, WARM_UP), warm.slice(-WARM_UP)];
    const growth =
      median(last.map(({ megabytes }) => megabytes)) / median(first.map(({ megabytes }) => megabytes));
    assert.ok(growth < MOST_GROWTH, `memory has grown to ${figure(growth * 100)} %`);
    const slower = median(last.map(({ p99 }) => p99)) / median(first.map(({ p99 }) => p99));
    assert.ok(slower < 2, `p99 has grown to ${figure(slower * 100)} %`);
  });
});
