import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Result, Round } from "../service/contest.ts";
import { judge } from "../service/goals.ts";
import { type Report, markdown } from "../service/table.ts";

const round: Round = {
  requestsPerSecond: 100,
  p50Milliseconds: 1,
  p99Milliseconds: 5,
  cpuMicroseconds: 100,
  residentBytes: 300e6,
  startMilliseconds: 250,
  right: 0.9,
  answerBytes: 4000,
};

function result(contestant: string, ...rounds: Partial<Round>[]): Result {
  return { contestant, title: contestant, rounds: rounds.map((figures) => ({ ...round, ...figures })) };
}

function all(...own: Partial<Round>[]): Result[] {
  const rates = own.map((_, index) => ({ requestsPerSecond: 10 * (index + 1) }));
  return [
    result("bare", ...own.map(() => ({ requestsPerSecond: 1000 }))),
    result("eslabon", ...own),
    result("flask", ...rates),
    ...["fastapi", "bentoml", "mlserver"].map((name) =>
      result(name, ...own.map(() => ({ requestsPerSecond: 1, residentBytes: 600e6 }))),
    ),
  ];
}

function verdict(results: readonly Result[], start: string): { values: readonly number[]; isMet: boolean } {
  const { values, isMet } = judge(results).find(({ goal }) => goal.name.startsWith(start))!;
  return { values, isMet };
}

describe("the verdict on a contest", () => {
  it("compares with the best peer of the same round, and takes the median", () => {
    const results = all({ requestsPerSecond: 160 }, { requestsPerSecond: 280 }, { requestsPerSecond: 480 });
    const best = verdict(results, "requests/s, times those of the best");
    assert.deepEqual(best, { values: [16, 14, 16], isMet: true });
  });

  it("takes the least for the best where less is better", () => {
    const memory = verdict(all({ residentBytes: 150e6 }), "memory");
    assert.deepEqual(memory, { values: [0.5], isMet: false });
  });

  it("holds what is absolute against its bound alone", () => {
    assert.equal(verdict(all({ p99Milliseconds: 5.9 }), "p99").isMet, true);
    assert.equal(verdict(all({ p99Milliseconds: 6.1 }), "p99").isMet, false);
  });

  it("says that it was not measured when one of the peers did not take part", () => {
    const results = all({}).filter(({ contestant }) => contestant !== "mlserver");
    assert.deepEqual(verdict(results, "memory"), { values: [], isMet: false });
    assert.match(markdown(report(results)), /memory, times .* \| not measured \| – \| – \|/u);
  });

  it("is written below the figures, and says what is not met", () => {
    const page = markdown(report(all({ requestsPerSecond: 160, startMilliseconds: 301 })));
    assert.match(page, /times those of the best Python peer \| ≥ 15\.0 \| 16\.0 \| 16\.0 \| yes \|/u);
    assert.match(page, /start to first answer, ms \| ≤ 300 \| 301 \| 301 \| \*\*no\*\* \|/u);
  });
});

function report(results: readonly Result[]): Report {
  const machine = {
    ...{ cpu: "", cores: 2, memoryGigabytes: 1, platform: "", node: "24", loadAtStart: 0 },
    ...{ commit: "", date: "2026-11-21" },
  };
  const load = { connections: 16, warmUpSeconds: 3, seconds: 10 };
  return { machine, command: "", versions: {}, set: "banking77", labels: 77, load, rounds: 1, results };
}
