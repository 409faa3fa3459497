import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { nextStep, type Observed, type ReleaseStep } from "../../src/release/next-step.ts";
import type { ReleaseRecord } from "../../src/release/record.ts";

const RECORD: ReleaseRecord = {
  link: "data",
  package: "@tiny/data",
  version: "1.1.0",
  commit: "c0ffee",
  tag: "data@1.1.0",
  tagged: false,
  integrity: "sha512-a",
  distTag: "latest",
  branch: "develop",
  into: ["main"],
};
const NOTHING: Observed = {
  tag: undefined,
  remoteTag: undefined,
  published: undefined,
  lacking: ["main"],
  unpushed: ["main"],
};

/** What the world is after a step. */
const AFTER: Readonly<Record<ReleaseStep, Partial<Observed>>> = {
  tag: { tag: RECORD.commit },
  publish: { published: RECORD.integrity },
  merge: { lacking: [] },
  push: { remoteTag: RECORD.commit, unpushed: [] },
};

describe("the next step of a release", () => {
  it("goes from the tag to the push", () => {
    const steps = [];
    let observed = NOTHING;
    for (let step = nextStep(RECORD, observed); step; step = nextStep(RECORD, observed)) {
      steps.push(step);
      observed = { ...observed, ...AFTER[step] };
    }
    assert.deepEqual(steps, ["tag", "publish", "merge", "push"]);
  });

  it("is never one that has been done, whatever has been done before", () => {
    fc.assert(
      fc.property(fc.subarray(["tag", "publish", "merge", "push"] as const), (done) => {
        const observed = done.reduce<Observed>((world, step) => ({ ...world, ...AFTER[step] }), NOTHING);
        const step = nextStep(RECORD, observed);
        assert.equal(step === undefined, done.length === Object.keys(AFTER).length);
        assert.ok(step === undefined || !done.includes(step));
      }),
    );
  });

  for (const [what, other] of Object.entries({
    "a tag on another commit": { tag: "badcafe" },
    "a remote tag on another commit": { remoteTag: "badcafe" },
    "other bytes in the registry": { published: "sha512-b" },
  })) {
    it(`is none with ${what}`, () => {
      assert.throws(() => nextStep(RECORD, { ...NOTHING, ...other }), { code: "RELEASE_CONFLICT" });
    });
  }
});
