import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { attribute, CAUSES } from "../src/attribute.ts";
import { type Culprit, diagnose, type Observation } from "../src/index.ts";
import { seen } from "./observation.ts";

const BUDGET = { total: 150, model: 15 };
const PERIODS = { periods: 100, throttledPeriods: 83, throttledSeconds: 7.4, cpuSeconds: 1, cpuLimit: 0.1 };

/** What was seen, who is to blame, and what the first evidence says. */
const cases: readonly (readonly [
  situation: string,
  observation: Observation,
  culprit: Culprit | null,
  evidence?: RegExp,
])[] = [
  ["all well", seen(), null],
  ["all well, without metrics", seen({ loaded: { queue: 100 } }), null],
  [
    "a slow model",
    seen({ alone: { model: 200 }, loaded: { queue: 3000 } }),
    "model",
    /one prediction takes 200 ms, 15\.0 ms are allowed; with what waits for it 3,19\d ms at p95/u,
  ],
  [
    "a slow model with one caller",
    seen({ alone: { model: 160 }, load: { seconds: 10, connections: 1 } }),
    "model",
    /one prediction takes 160 ms/u,
  ],
  [
    "an event loop that something blocks",
    seen({ loaded: { queue: 300 }, used: { longestBlockSeconds: 0.31 } }),
    "service",
    /requests wait 29\d ms for the event loop, .*; it was blocked for up to 310 ms/u,
  ],
  [
    "an event loop that something blocks, on a machine with much to do",
    seen({ loaded: { queue: 300 }, used: { cpuSeconds: 1, activeSeconds: 9, cpuWaitSeconds: 1.2 } }),
    "service",
    /event loop/u,
  ],
  [
    "an event loop blocked by garbage collection",
    seen({ loaded: { queue: 300 }, used: { collectingGarbageSeconds: 4 } }),
    "service",
    /garbage collection took 40 % of the time/u,
  ],
  [
    "a machine with too much on it",
    seen({ loaded: { queue: 300 }, used: { cpuSeconds: 1.5, activeSeconds: 6, cpuWaitSeconds: 4.5 } }),
    "deployment",
    /had no CPU for 45 % of the time/u,
  ],
  [
    "bytes that waited where neither side sees them",
    seen({ loaded: { network: 400 } }),
    "service",
    /requests wait 39\d ms for the event loop/u,
  ],
  [
    "bodies that take long to read",
    seen({ loaded: { parse: 180 } }),
    "service",
    /reading and parsing a request takes 180 ms/u,
  ],
  [
    "routes that wait for something",
    seen({ loaded: { service: 180 } }),
    "service",
    /routes' own code takes 180 ms/u,
  ],
  [
    "too little CPU",
    seen({ loaded: { queue: 160, model: 30 }, used: PERIODS }),
    "deployment",
    /CPU throttled in 83 % of periods: limit 100m, needs about 850m/u,
  ],
  [
    "a little throttling that explains nothing",
    seen({ alone: { model: 200 }, loaded: { queue: 3000 }, used: { ...PERIODS, throttledPeriods: 2 } }),
    "model",
  ],
  [
    "too many callers",
    seen({ loaded: { queue: 280 }, load: { seconds: 10, connections: 2000 }, requestsPerSecond: 9000 }),
    "deployment",
    /9,000 requests\/s over 2000 connections are more than one instance holds/u,
  ],
  [
    "a long way",
    seen({ alone: { network: 200 } }),
    "network",
    /200 ms at p95 pass outside of the service, 200 ms also/u,
  ],
  [
    "a long way, and a tenth of a CPU that hardly matters",
    seen({ alone: { network: 200 }, loaded: { queue: 20 }, used: PERIODS }),
    "network",
  ],
  [
    "errors",
    seen({ failed: { statuses: { 500: 400 }, connections: 3, timeouts: 0 } }),
    "service",
    /4 % of requests failed: 400 with 500, 3 connections broke off/u,
  ],
  [
    "refusals of what is too much",
    seen({ failed: { statuses: { 503: 4000 }, connections: 0, timeouts: 0 } }),
    "deployment",
    /4000 with 503/u,
  ],
  [
    "refusals because of a slow model",
    seen({
      alone: { model: 200 },
      loaded: { queue: 3000 },
      failed: { statuses: { 503: 90_000 }, connections: 0, timeouts: 10 },
    }),
    "model",
    /90000 with 503/u,
  ],
  [
    "requests given up because of a slow model",
    seen({ alone: { model: 200 }, failed: { statuses: {}, connections: 0, timeouts: 4000 } }),
    "model",
    /4000 were given up/u,
  ],
  [
    "a limit of its caller's rate",
    seen({ failed: { statuses: { 429: 4000, 500: 2 }, connections: 0, timeouts: 0 } }),
    "deployment",
    /4000 with 429, 2 with 500/u,
  ],
  ["a failure in a thousand", seen({ failed: { statuses: { 500: 10 }, connections: 0, timeouts: 0 } }), null],
];

describe("the verdict", () => {
  for (const [situation, observation, culprit, evidence] of cases) {
    it(`blames ${culprit ?? "nobody"} for ${situation}`, () => {
      const verdict = diagnose(observation, BUDGET);
      assert.equal(verdict.culprit, culprit);
      assert.equal(verdict.passed, culprit === null);
      if (evidence) assert.match(verdict.findings[0]!.evidence, evidence);
    });
  }

  it("says which part takes the most of the time", () => {
    assert.equal(diagnose(seen({ loaded: { parse: 20 } }), BUDGET).slowest.p95, "parse");
  });

  it("names what else would make it a good deal faster", () => {
    const { findings } = diagnose(seen({ alone: { network: 100 }, loaded: { service: 100 } }), BUDGET);
    assert.deepEqual(
      findings.map(({ culprit }) => culprit),
      ["service", "network"],
    );
  });

  it("warns of what does not break the budget yet", () => {
    const gibibyte = 2 ** 30;
    const observation = seen({
      alone: { model: 20 },
      used: { ...PERIODS, residentBytes: 0.95 * gibibyte, memoryLimit: gibibyte },
      clientBusy: 0.99,
    });
    const { passed, culprit, findings } = diagnose(observation, BUDGET);
    assert.ok(passed);
    assert.equal(culprit, null);
    const said = findings.map(({ evidence }) => evidence).join("\n");
    assert.match(said, /973Mi of 1024Mi are in use/u);
    assert.match(said, /throttled in 83 %/u);
    assert.match(said, /one prediction takes 20\.0 ms/u);
    assert.match(said, /at work 99 % of the time/u);
  });

  it("says what one request in 100 takes long for, though those of 20 are in time", () => {
    const well = seen({ used: { longestBlockSeconds: 0.31 } });
    const { p99 } = seen({ loaded: { queue: 300 } }).loaded;
    const { culprit, findings } = diagnose({ ...well, loaded: { ...well.loaded, p99 } }, BUDGET);
    assert.equal(culprit, null);
    assert.match(
      findings[0]!.evidence,
      /one request in 100 takes 300 ms or longer: requests wait 29\d ms for the event loop, .*up to 310 ms/u,
    );
    assert.equal(findings[0]!.culprit, "service");
  });

  it("asks for no less CPU than there is", () => {
    const used = { ...PERIODS, cpuLimit: 2, cpuSeconds: 1, throttledSeconds: 0.1 };
    assert.match(
      diagnose(seen({ loaded: { queue: 200 }, used }), BUDGET).findings[0]!.evidence,
      /needs about 2$/u,
    );
  });
});

describe("the attribution", () => {
  const part = fc.double({ min: 0, max: 5000, noNaN: true });
  const parts = fc.record({ queue: part, parse: part, model: part, service: part, network: part });
  const used = fc.record(
    {
      cpuSeconds: part,
      activeSeconds: part,
      cpuWaitSeconds: part,
      periods: fc.nat(100),
      throttledPeriods: fc.nat(100),
      throttledSeconds: part,
    },
    { requiredKeys: [] },
  );

  it("accounts for all of the slow requests' time, and for no more", () => {
    fc.assert(
      fc.property(
        parts,
        parts,
        used,
        fc.integer({ min: 1, max: 1000 }),
        (alone, loaded, usedOf, connections) => {
          const observation = seen({ alone, loaded, used: usedOf, load: { seconds: 10, connections } });
          const attribution = attribute(observation, 15);
          const sum = CAUSES.reduce((total, cause) => total + attribution[cause], 0);
          const { total } = observation.loaded.p95;
          assert.ok(Math.abs(sum - total) <= 1e-6 * Math.max(1, total), `${sum} of ${total}`);
          assert.ok(CAUSES.every((cause) => attribution[cause] >= -1e-9));
        },
      ),
    );
  });
});
