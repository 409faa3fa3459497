import { setTimeout as sleep } from "node:timers/promises";
import type { Release } from "../programs/helm.ts";
import { lastWords, warningsOf } from "../programs/kubectl.ts";
import { tryRun } from "../programs/run.ts";
import type { Outcome } from "./outcome.ts";
import { hopelessReason, isReady, type Pod, podsOf } from "./pods.ts";

const LOOK = 1000;
/** The longest that a rollout may take, in seconds; Kubernetes gives up before, where nothing goes on. */
const PATIENCE = 300;

/**
 * Waits until all pods of a release are as it says and ready, or until one of them never will be.
 *
 * @param before the pods that were there before: what became of them says nothing of the new ones
 * @param signal ends the waiting
 */
export async function waitForRollout(
  release: Release,
  before: readonly Pod[],
  signal?: AbortSignal,
): Promise<Outcome> {
  const old = new Set(before.map(({ metadata }) => metadata.name));
  const newPods = async (): Promise<readonly Pod[]> =>
    (await podsOf(release)).filter(({ metadata }) => !old.has(metadata.name));
  const stop = new AbortController();
  const ends = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const watching = tryRun(
    "kubectl",
    [
      "rollout",
      "status",
      `deployment/${release.name}`,
      "--context",
      release.cluster,
      "--namespace",
      release.namespace,
      "--timeout",
      `${PATIENCE}s`,
    ],
    { signal: ends },
  );
  const looking = lookForHopeless(release, newPods, ends);
  const first = await Promise.race([watching, looking]);
  stop.abort();
  await Promise.allSettled([watching, looking]);
  if (typeof first === "string") return { passed: false, detail: first };
  if (first?.code === 0) return { passed: true, detail: lastLine(first.out) };
  return { passed: false, detail: (await whyNotReady(release, newPods)) ?? lastLine(first?.err ?? "") };
}

/** Why a pod will never be ready; `undefined` when it was stopped before there was one. */
async function lookForHopeless(
  release: Release,
  newPods: () => Promise<readonly Pod[]>,
  signal: AbortSignal,
): Promise<string | undefined> {
  while (await ticked(signal)) {
    const pod = (await newPods()).find((each) => hopelessReason(each) !== undefined);
    if (pod) return describe(release, pod, hopelessReason(pod)!);
  }
  return undefined;
}

/** Whether it is time for another look, and not the end. */
function ticked(signal: AbortSignal): Promise<boolean> {
  return sleep(LOOK, true, { signal }).catch(() => false);
}

/** What keeps the newest pod from being ready. */
async function whyNotReady(
  release: Release,
  newPods: () => Promise<readonly Pod[]>,
): Promise<string | undefined> {
  const waiting = (await newPods()).filter((pod) => !isReady(pod));
  const pod = waiting.toSorted((one, other) =>
    one.metadata.creationTimestamp < other.metadata.creationTimestamp ? 1 : -1,
  )[0];
  if (!pod) return undefined;
  const scheduled = pod.status.conditions?.find(({ type }) => type === "PodScheduled");
  const reason = scheduled?.status === "False" ? scheduled.message : hopelessReason(pod);
  return describe(release, pod, reason ?? "it is not ready");
}

async function describe(release: Release, pod: Pod, reason: string): Promise<string> {
  const { name } = pod.metadata;
  const restarted = pod.status.containerStatuses?.some(({ restartCount }) => restartCount > 0) ?? false;
  const warning = (await warningsOf(release, name)).findLast((each) => !each.startsWith("Back-off"));
  const said = await lastWords(release, name, restarted);
  return [
    `pod ${name}: ${reason}`,
    ...(warning === undefined || reason.includes(warning) ? [] : [`  it was warned: ${warning}`]),
    ...(said === "" ? [] : [`  it said last: ${said}`]),
  ].join("\n");
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
