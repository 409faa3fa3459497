import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hopelessReason, isReady, type Pod } from "../src/deploy/pods.ts";

type Container = NonNullable<Pod["status"]["containerStatuses"]>[number];

const pod = (container: Partial<Container>, ready = "False"): Pod => ({
  metadata: { name: "tiny-1", creationTimestamp: "2026-11-29T12:00:00Z" },
  status: {
    phase: "Running",
    conditions: [{ type: "Ready", status: ready }],
    containerStatuses: [{ ready: false, restartCount: 0, ...container }],
  },
});

const ended = { terminated: { reason: "Error", exitCode: 2 } };

describe("a pod", () => {
  for (const [what, container, reason] of [
    ["that starts", { state: { waiting: { reason: "ContainerCreating" } } }, undefined],
    ["that was started again once, by a probe for example", { restartCount: 1, lastState: ended }, undefined],
    [
      "whose image is not there",
      { state: { waiting: { reason: "ImagePullBackOff", message: "not found" } } },
      /^ImagePullBackOff: not found$/u,
    ],
    [
      "that ends each time",
      { restartCount: 1, lastState: ended, state: { waiting: { reason: "CrashLoopBackOff" } } },
      /started 2 times, and ended with 2 \(Error\)/u,
    ],
    ["that was started again and again", { restartCount: 3, lastState: ended }, /started 4 times/u],
    [
      "whose secret is not there",
      { state: { waiting: { reason: "CreateContainerConfigError", message: 'secret "keys" not found' } } },
      /secret "keys" not found/u,
    ],
  ] as const) {
    it(`${what} ${reason === undefined ? "may become ready" : "never becomes ready"}`, () => {
      const found = hopelessReason(pod(container));
      if (reason === undefined) assert.equal(found, undefined);
      else assert.match(found ?? "", reason);
    });
  }

  it("is ready when Kubernetes says so", () => {
    assert.equal(isReady(pod({}, "True")), true);
    assert.equal(isReady(pod({})), false);
  });
});
