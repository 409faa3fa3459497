import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { breakDown } from "../src/breakdown.ts";
import { parseMetrics } from "../src/metrics/parse.ts";
import { usedBetween } from "../src/metrics/used.ts";
import { PARTS, readTiming } from "../src/parts.ts";
import { Samples } from "../src/samples.ts";

describe("Server-Timing", () => {
  const header = "queue;dur=0.5, parse;dur=0.05, model;dur=0.02, service;dur=0.08";

  it("is read, and what the client waited longer is the network's", () => {
    const times = readTiming(header, 10)!;
    const { queue, parse, model, service } = times;
    assert.deepEqual(
      { queue, parse, model, service },
      { queue: 0.5, parse: 0.05, model: 0.02, service: 0.08 },
    );
    assert.ok(Math.abs(times.network - 9.35) < 1e-9);
  });

  it("may have entries of others", () => {
    assert.equal(readTiming(`cdn;dur=3, ${header}, db;desc="x"`, 10)!.queue, 0.5);
  });

  it("cannot say that a request waited for longer than its client did", () => {
    const times = readTiming("queue;dur=300, parse;dur=1, model;dur=1, service;dur=1", 100)!;
    assert.equal(times.queue, 97);
    assert.equal(times.network, 0);
  });

  for (const absent of [undefined, "", "cache;desc=hit"]) {
    it(`is missing when it is ${JSON.stringify(absent)}`, () => {
      assert.equal(readTiming(absent, 10), undefined);
    });
  }
});

describe("the breakdown", () => {
  const sampled = (totals: readonly number[]): Samples => {
    const samples = new Samples();
    for (const total of totals) {
      samples.add({ total, queue: total / 2, parse: 0, model: total / 4, service: 0, network: total / 4 });
    }
    return samples;
  };

  it("has the nearest ranks of the totals", () => {
    const { p50, p95, p99, unit, answers } = breakDown(
      sampled(Array.from({ length: 100 }, (_, i) => 100 - i)),
    );
    assert.equal(answers, 100);
    assert.deepEqual([p50.total, p95.total, p99.total], [50, 95, 99]);
    assert.deepEqual(unit, { p50: 12.5, p95: 23.75 });
  });

  it("has parts that add up to their total, whatever the number of samples", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 3000 }),
        (totals) => {
          for (const times of Object.values(breakDown(sampled(totals))).slice(1, 5) as ReturnType<
            typeof breakDown
          >["p50"][]) {
            const sum = PARTS.reduce((of, part) => of + times[part], 0);
            assert.ok(Math.abs(sum - times.total) <= 1e-6 * times.total);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("metrics", () => {
  const text = `# HELP a b
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.5
process_start_time_seconds 1795282000
nodejs_gc_duration_seconds_sum{kind="major"} 0.25
nodejs_gc_duration_seconds_sum{kind="minor"} 125e-3
eslabon_info{service="1.0.0",model="1",data="{x"} 1
nodejs_eventloop_lag_max_seconds NaN
`;

  it("are read by their names and labels, without what is no number", () => {
    const figures = parseMetrics(text);
    assert.equal(figures.get("process_cpu_seconds_total"), 1.5);
    assert.equal(figures.get('nodejs_gc_duration_seconds_sum{kind="minor"}'), 0.125);
    assert.equal(figures.has("nodejs_eventloop_lag_max_seconds"), false);
  });

  it("tell what was used between two readings", () => {
    const after = text.replace("total 1.5", "total 4").replace("} 0.25", "} 0.5");
    const used = usedBetween(parseMetrics(text), parseMetrics(after), 10);
    assert.deepEqual(used, { seconds: 10, cpuSeconds: 2.5, collectingGarbageSeconds: 0.25 });
  });

  it("say nothing when another process answers", () => {
    const other = text.replace("1795282000", "1795282009");
    assert.equal(usedBetween(parseMetrics(text), parseMetrics(other), 10), undefined);
  });
});
