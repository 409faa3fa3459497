import { type Attribution, attribute, type Cause, CAUSES } from "./attribute.ts";
import { BUSY, findingOf } from "./causes.ts";
import { mebibytes, ms, percent } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import { PARTS, type Part, type Times } from "./parts.ts";
import type { Budget, Culprit, Finding, Verdict } from "./verdict.ts";

/** Fewer failures than this are no reason to blame anybody. */
const FAILED = 0.01;

/** What has a smaller share of the slow requests' time is not told. */
const WORTH_TELLING = 0.2;

/** From here on memory is short. */
const MEMORY_USED = 0.9;
const MEMORY_PRESSURE = 0.1;

/** Says whether a service keeps to its budget, who is to blame when it does not, and what to change. */
export function diagnose(observation: Observation, budget: Budget): Verdict {
  const { loaded } = observation;
  const attribution = attribute(observation, budget.model);
  const failures = failing(observation, budget);
  const inTime = loaded.p95.total <= budget.total;
  const passed = inTime && failures.length === 0;
  const findings = [
    ...failures,
    ...(inTime ? [] : slow(observation, budget, attribution)),
    ...memory(observation),
    ...(inTime ? notYet(observation, budget) : []),
  ];
  const culprit = passed ? null : findings[0]!.culprit;
  return {
    passed,
    budget,
    culprit,
    summary: summarise(observation, budget, culprit),
    slowest: { p50: longest(loaded.p50), p95: longest(loaded.p95), p99: longest(loaded.p99) },
    findings,
    attribution,
    observation,
  };
}

function summarise({ loaded }: Observation, { total }: Budget, culprit: Culprit | null): string {
  const figure = `p95 is ${ms(loaded.p95.total)}, ${ms(total)} are allowed`;
  return culprit === null ? `all well: ${figure}` : `${blame[culprit]}: ${figure}`;
}

const blame: Readonly<Record<Culprit, string>> = {
  model: "the model is to blame",
  service: "the service is to blame",
  deployment: "the deployment is to blame",
  network: "the network is to blame",
};

function longest(times: Times): Part {
  return PARTS.reduce((one, other) => (times[other] > times[one] ? other : one));
}

/** The weightiest cause, and those others without which it would be a good deal faster. */
function slow(observation: Observation, budget: Budget, attribution: Attribution): Finding[] {
  const { total } = observation.loaded.p95;
  return weightiestFirst(attribution)
    .filter((cause, index) => index === 0 || attribution[cause] >= WORTH_TELLING * total)
    .map((cause) => findingOf[cause](observation, budget, attribution[cause], "p95"));
}

function weightiestFirst(attribution: Attribution): Cause[] {
  return CAUSES.toSorted((one, other) => attribution[other] - attribution[one]);
}

function failing({ alone, failed, loaded }: Observation, budget: Budget): Finding[] {
  const refused = Object.entries(failed.statuses);
  const count = refused.reduce((sum, [, times]) => sum + times, 0) + failed.connections + failed.timeouts;
  const share = count / (count + loaded.answers);
  if (share < FAILED) return [];
  const kinds = [
    ...refused.map(([status, times]) => `${times} with ${status}`),
    ...(failed.connections > 0 ? [`${failed.connections} connections broke off`] : []),
    ...(failed.timeouts > 0 ? [`${failed.timeouts} were given up`] : []),
  ];
  const evidence = `${percent(share)} of requests failed: ${kinds.join(", ")}`;
  const most = refused.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? "";
  // Both come of waiting for others.
  const isKeptWaiting = most === "503" || failed.timeouts > count / 2;
  if (isKeptWaiting && alone.unit.p50 > budget.model) return [{ evidence, ...SLOW_MODEL }];
  return [{ evidence, ...(refusals[most] ?? { culprit: "service", change: LOOK_INTO_LOG }) }];
}

const SLOW_MODEL = {
  culprit: "model",
  change: "make the model faster first: all others wait while it predicts",
} as const;

const LOOK_INTO_LOG = "look into the service's log; each answer names its request";

/** Who is to blame for a status, where it says so itself. */
const refusals: Readonly<Record<string, Omit<Finding, "evidence">>> = {
  429: {
    culprit: "deployment",
    change:
      "allow this caller more while it is diagnosed: its rate is limited, and says nothing of what the service holds",
  },
  503: {
    culprit: "deployment",
    change: "run more replicas, or send less: it refuses what it cannot hold",
  },
};

function memory({ used }: Observation): Finding[] {
  const { residentBytes = 0, memoryLimit = Infinity, memoryPressure = 0 } = used ?? {};
  const share = residentBytes / memoryLimit;
  if (share < MEMORY_USED && memoryPressure < MEMORY_PRESSURE) return [];
  const waits =
    memoryPressure >= MEMORY_PRESSURE ? [`it waits for memory ${percent(memoryPressure)} of the time`] : [];
  const near =
    share >= MEMORY_USED ? [`${mebibytes(residentBytes)} of ${mebibytes(memoryLimit)} are in use`] : [];
  return [
    {
      culprit: "deployment",
      evidence: `memory is short: ${[...near, ...waits].join("; ")}`,
      change: `raise the memory limit to ${mebibytes(Math.max(residentBytes * 1.5, 2 ** 26))} or more`,
    },
  ];
}

/** What the slowest of 100 requests are owed to, where those of 20 are in time. */
function tail(observation: Observation, budget: Budget): Finding {
  const { loaded } = observation;
  const slowest = { ...observation, loaded: { ...loaded, p95: loaded.p99 } };
  const attribution = attribute(slowest, budget.model);
  const cause = weightiestFirst(attribution)[0]!;
  const finding = findingOf[cause](observation, budget, attribution[cause], "p99");
  return {
    ...finding,
    evidence: `one request in 100 takes ${ms(loaded.p99.total)} or longer: ${finding.evidence}`,
  };
}

/** What does not break the budget, but would do so first. */
function notYet(observation: Observation, budget: Budget): Finding[] {
  const { alone, clientBusy, loaded } = observation;
  const { throttled } = attribute(observation, budget.model);
  return [
    ...(loaded.p99.total > budget.total ? [tail(observation, budget)] : []),
    ...(throttled > 0 ? [findingOf.throttled(observation, budget, throttled, "p95")] : []),
    ...(alone.unit.p50 > budget.model ? [findingOf.model(observation, budget, loaded.p95.model, "p95")] : []),
    ...(clientBusy > BUSY
      ? [
          {
            culprit: "network" as const,
            evidence: `the program that sends the load was at work ${percent(clientBusy)} of the time: the service may be faster`,
            change: "send the load from a machine of its own",
          },
        ]
      : []),
  ];
}
