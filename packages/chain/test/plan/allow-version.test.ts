import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EslabonError, type Step, STEPS } from "@eslabon/link";
import { allowVersion, planLink } from "@eslabon/chain";
import fc from "fast-check";
import semver from "semver";
import { change, facts, unreleased } from "./facts-builder.ts";

/** The code of the refusal after 1.3.1, and the versions that it says would be accepted. */
function refusal(step: Step | undefined, version: string, taken: readonly string[] = ["1.3.1"]): string[] {
  const known = facts({ taken, artifact: step ? [change(step, "812 rows added")] : [] });
  return codeAndFix(() => allowVersion(planLink(known), version, taken));
}

function codeAndFix(work: () => void): string[] {
  try {
    work();
    return ["allowed"];
  } catch (error) {
    assert.ok(error instanceof EslabonError);
    return [error.code.replace("RELEASE_VERSION_", ""), error.fix.replace(/^.*accepted: /u, "")];
  }
}

describe("a version", () => {
  for (const [step, version, ...expected] of [
    ["patch", "1.3.2", "allowed"],
    ["patch", "1.4.0", "allowed"],
    ["patch", "2.0.0", "allowed"],
    ["patch", "1.3.0", "NOT_GREATER", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "1.3.1", "TAKEN", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "0.9.0", "NOT_GREATER", "1.3.2, 1.4.0, or 2.0.0"],
    ["minor", "1.3.2", "TOO_SMALL", "1.4.0 or 2.0.0"],
    ["minor", "1.4.0", "allowed"],
    ["major", "1.4.0", "TOO_SMALL", "2.0.0"],
    ["major", "1.3.2", "TOO_SMALL", "2.0.0"],
    ["major", "2.0.0", "allowed"],
    [undefined, "1.3.2", "allowed"],
    ["patch", "1.3", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "v1.3.2", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "1.3.02", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "1.3.2+build", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "1.3.2-beta.1", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "1.3.2-rc.0", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "", "INVALID", "1.3.2, 1.4.0, or 2.0.0"],
    ["patch", "1.3.2-rc.1", "allowed"],
    ["minor", "1.3.2-rc.1", "TOO_SMALL", "1.4.0-rc.1 or 2.0.0-rc.1"],
    ["patch", "1.3.1-rc.1", "NOT_GREATER", "1.3.2-rc.1, 1.4.0-rc.1, or 2.0.0-rc.1"],
  ] as const) {
    it(`${version} after 1.3.1 and ${step ?? "no"} change is ${expected[0]}`, () => {
      assert.deepEqual(refusal(step, version), expected);
    });
  }

  it("that another branch has released is refused, and not offered", () => {
    assert.deepEqual(refusal("patch", "1.3.2", ["1.3.1", "1.3.2"]), ["TAKEN", "1.3.3, 1.4.0, or 2.0.0"]);
  });

  it("that is a candidate has to follow the candidates before it", () => {
    const taken = ["1.3.1", "1.4.0-rc.3"];
    assert.deepEqual(refusal("minor", "1.4.0-rc.4", taken), ["allowed"]);
    assert.deepEqual(refusal("minor", "1.4.0-rc.2", taken), ["NOT_GREATER", "1.4.0-rc.4 or 2.0.0-rc.1"]);
    assert.deepEqual(refusal("minor", "1.4.0-rc.3", taken), ["TAKEN", "1.4.0-rc.4 or 2.0.0-rc.1"]);
  });

  it("that is a candidate of what is released is refused", () => {
    const taken = ["1.3.1", "1.3.2"];
    assert.equal(refusal("patch", "1.3.2-rc.1", taken)[0], "NOT_GREATER");
  });

  it("that is the final one follows its candidates", () => {
    assert.deepEqual(refusal("minor", "1.4.0", ["1.3.1", "1.4.0-rc.3"]), ["allowed"]);
  });

  it("says with its refusal what has changed", () => {
    const known = facts({ artifact: [change("patch", "3 texts"), change("minor", "812 rows added")] });
    assert.throws(() => allowVersion(planLink(known), "1.3.2", known.taken), {
      message: "data 1.3.2 is too small a step: 812 rows added → minor",
    });
  });

  it("is at first 1.0.0 or greater", () => {
    const plan = planLink(unreleased());
    assert.deepEqual(
      ["0.9.0", "0.9.0-rc.1", "1.0.0-rc.1", "1.0.0", "3.0.0"].map((version) =>
        codeAndFix(() => allowVersion(plan, version, [])).join(" "),
      ),
      ["TOO_SMALL 1.0.0", "TOO_SMALL 1.0.0-rc.1", "allowed", "allowed", "allowed"],
    );
  });
});

describe("whatever was released and changed", () => {
  const anyVersion = fc
    .tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.constantFrom("", "-rc.1", "-rc.2", "-rc.3"))
    .map(([major, minor, patch, candidate]) => `${major}.${minor}.${patch}${candidate}`);
  const anyCase = fc.record({
    last: fc.option(
      anyVersion.filter((version) => !version.includes("-") && semver.gte(version, "1.0.0")),
      {
        nil: undefined,
      },
    ),
    others: fc.array(anyVersion),
    steps: fc.array(fc.constantFrom(...STEPS)),
  });
  const planned = anyCase.map(({ last, others, steps }) => {
    const taken = [...(last === undefined ? [] : [last]), ...others];
    const artifact = steps.map((step) => change(step));
    return {
      taken,
      plan: planLink(last === undefined ? unreleased({ taken }) : facts({ last, taken, artifact })),
    };
  });

  it("the plan's next version is allowed", () => {
    fc.assert(
      fc.property(planned, ({ plan, taken }) => {
        if (plan.next !== undefined) allowVersion(plan, plan.next, taken);
      }),
    );
  });

  it("a version is allowed, or the accepted ones that its refusal names are", () => {
    fc.assert(
      fc.property(planned, fc.oneof(anyVersion, fc.string()), ({ plan, taken }, version) => {
        const [code, fix = ""] = codeAndFix(() => allowVersion(plan, version, taken));
        if (code === "allowed") return;
        const accepted = fix.match(/\d[\w.-]*/gu)!;
        assert.ok(accepted.length > 0);
        for (const each of accepted) allowVersion(plan, each, taken);
      }),
    );
  });

  it("what is allowed is new and greater than the last release", () => {
    fc.assert(
      fc.property(planned, anyVersion, ({ plan, taken }, version) => {
        if (codeAndFix(() => allowVersion(plan, version, taken))[0] !== "allowed") return;
        assert.ok(!taken.includes(version));
        assert.ok(plan.last === undefined || semver.gt(version, plan.last));
      }),
    );
  });
});
