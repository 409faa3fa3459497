import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { largestStep, STEPS } from "@eslabon/link";
import { planLink } from "@eslabon/chain";
import fc from "fast-check";
import semver from "semver";
import { change, facts, notCompared, notInstalled, reading, unreleased } from "./facts-builder.ts";

describe("the plan of a link", () => {
  it("is 1.0.0 for the first release, whatever has been committed", () => {
    const { last, changes, step, next } = planLink(unreleased({ commits: [change("minor")] }));
    assert.deepEqual(
      { last, changes, step, next },
      { last: undefined, changes: [], step: undefined, next: "1.0.0" },
    );
  });

  it("is nothing when nothing has changed", () => {
    const plan = planLink(facts());
    assert.deepEqual(plan, {
      link: "data",
      package: "@tiny/data",
      last: "1.3.1",
      changes: [],
      candidates: [],
      dependencies: [],
    });
  });

  for (const [step, next] of [
    ["patch", "1.3.2"],
    ["minor", "1.4.0"],
    ["major", "2.0.0"],
  ] as const) {
    it(`is ${next} after 1.3.1 and a ${step} change`, () => {
      const plan = planLink(facts({ artifact: [change("patch", "a title"), change(step)] }));
      assert.deepEqual([plan.step, plan.next, plan.changes[0]!.step], [step, next, step]);
    });
  }

  it("does not count commits for a link that reads nothing: its artifact tells all", () => {
    assert.equal(planLink(facts({ artifact: [], commits: [change("major")] })).next, undefined);
  });

  it("counts commits when the artifact was not compared", () => {
    assert.equal(planLink(notCompared({ commits: [change("minor")] })).next, "1.4.0");
  });

  it("counts artifact, commits and dependency for a link that reads another, the largest first", () => {
    const dependency = reading({ locked: "1.1.0" });
    const plan = planLink(
      facts({
        artifact: [change("patch", "a")],
        commits: [change("major", "c")],
        dependencies: [dependency],
      }),
    );
    assert.deepEqual(
      plan.changes.map(({ what }) => what),
      ["c", "@tiny/data 1.0.0 → 1.1.0", "a"],
    );
  });

  for (const [range, locked, step] of [
    ["exact", "1.0.1", "patch"],
    ["exact", "1.1.0", "minor"],
    ["exact", "2.0.0", "major"],
    ["exact", "1.0.0", undefined],
    ["caret", "1.0.1", "patch"],
    ["caret", "1.1.0", "patch"],
    ["caret", "2.0.0", "major"],
    ["caret", "1.0.0", undefined],
  ] as const) {
    it(`takes ${step ?? "no step"} from an ${range} dependency that went from 1.0.0 to ${locked}`, () => {
      assert.equal(planLink(facts({ dependencies: [reading({ range, locked })] })).step, step);
    });
  }

  it("takes a patch from a dependency that is now final and was a candidate", () => {
    const dependency = reading({ before: "1.1.0-rc.2", locked: "1.1.0" });
    assert.equal(planLink(facts({ dependencies: [dependency] })).step, "patch");
  });

  it("passes over versions that other branches have released", () => {
    const plan = planLink(facts({ taken: ["1.3.1", "1.3.2", "1.3.3"], artifact: [change("patch")] }));
    assert.equal(plan.next, "1.3.4");
  });

  it("lists the candidates of the next version in their order", () => {
    const taken = ["1.3.1", "1.4.0-rc.10", "1.4.0-rc.9", "2.0.0-rc.1"];
    assert.deepEqual(planLink(facts({ taken, artifact: [change("minor")] })).candidates, [
      "1.4.0-rc.9",
      "1.4.0-rc.10",
    ]);
  });

  it("says when the last release has a tag only", () => {
    assert.equal(planLink(facts({ delivered: false })).undelivered, true);
  });

  for (const [locked, known, newest, update] of [
    ["1.0.0", ["1.0.0"], "1.0.0", undefined],
    ["1.0.0", ["1.0.0", "1.0.1", "1.1.0"], "1.1.0", "1.1.0"],
    ["1.1.0", ["1.0.0", "1.1.0", "2.0.0"], "2.0.0", undefined],
    ["1.0.0", ["1.0.0", "1.2.0", "2.0.0"], "2.0.0", "1.2.0"],
    ["1.0.0", ["1.0.0", "1.1.0-rc.1"], "1.0.0", undefined],
    ["1.1.0-rc.1", ["1.0.0", "1.1.0-rc.1", "1.1.0"], "1.1.0", "1.1.0"],
    [undefined, ["1.0.0", "2.0.0"], "2.0.0", "2.0.0"],
    [undefined, [], undefined, undefined],
  ] as const) {
    it(`of a dependency locked at ${locked ?? "nothing"} would take ${update ?? "nothing"} of ${known.join(", ") || "nothing"}`, () => {
      const dependency = { ...notInstalled({ known }), ...(locked !== undefined && { locked }) };
      const plan = planLink(facts({ dependencies: [dependency] })).dependencies[0]!;
      assert.deepEqual([plan.newest, plan.update], [newest, update]);
    });
  }
});

describe("the next version", () => {
  const anyStep = fc.constantFrom(...STEPS);
  const anyNumber = fc.nat(30);
  const anyVersion = fc
    .tuple(fc.integer({ min: 1, max: 9 }), anyNumber, anyNumber)
    .map((numbers) => numbers.join("."));
  const anyFacts = fc
    .record({
      last: anyVersion,
      taken: fc.array(anyVersion),
      steps: fc.array(anyStep, { minLength: 1 }),
    })
    .map(({ last, taken, steps }) =>
      facts({ last, taken: [last, ...taken], artifact: steps.map((step) => change(step)) }),
    );

  it("is greater than the last, free, and of the step that is called for", () => {
    fc.assert(
      fc.property(anyFacts, (known) => {
        const { next, step } = planLink(known);
        assert.ok(semver.gt(next!, known.last!));
        assert.ok(!known.taken.includes(next!));
        assert.equal(semver.diff(known.last!, next!), step);
      }),
    );
  });

  it("does not depend on the order of what is known", () => {
    const shuffled = anyFacts.chain((known) =>
      fc.record({
        known: fc.constant(known),
        taken: fc.shuffledSubarray([...known.taken], { minLength: known.taken.length }),
        artifact: fc.shuffledSubarray([...known.artifact!], { minLength: known.artifact!.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ known, taken, artifact }) => {
        assert.deepEqual(planLink({ ...known, taken, artifact }), planLink(known));
      }),
    );
  });

  it("is never smaller for having changed more", () => {
    fc.assert(
      fc.property(anyFacts, anyStep, (known, more) => {
        const one = planLink(known);
        const other = planLink({ ...known, artifact: [...known.artifact!, change(more)] });
        assert.ok(semver.gte(other.next!, one.next!));
        assert.equal(other.step, largestStep(other.changes));
      }),
    );
  });
});
