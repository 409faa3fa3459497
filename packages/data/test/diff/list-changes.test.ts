import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineDataset, jsonLines, label, text } from "@eslabon/data";
import { largestStep } from "@eslabon/link";
import type { DatasetDiff } from "../../src/diff/dataset-diff.ts";
import { listChanges } from "../../src/diff/list-changes.ts";
import type { VersionRules } from "../../src/diff/version-rules.ts";

const side = { folder: "", package: "@test/data", version: "1.0.0", title: "", rows: 1000, labels: 2 };
const SAME: DatasetDiff = {
  from: side,
  to: side,
  rows: {
    ...{ same: 1000, altered: 0, relabelled: 0, repaired: 0, edited: 0, moved: 0 },
    ...{ added: 0, back: 0, merged: 0, rejected: 0, gone: 0 },
  },
  fields: { added: [], removed: [], retyped: [] },
  labels: { added: [], removed: [], renamed: [] },
  described: [],
  files: [],
  labelRows: [],
  relabellings: [],
  addedBy: [],
  examples: {
    ...{ relabelled: [], repaired: [], edited: [], moved: [] },
    ...{ added: [], back: [], merged: [], rejected: [], gone: [] },
  },
};

const rows = (changed: Partial<DatasetDiff["rows"]>): DatasetDiff => ({
  ...SAME,
  rows: { ...SAME.rows, ...changed },
});
const fields = (changed: Partial<DatasetDiff["fields"]>): DatasetDiff => ({
  ...SAME,
  fields: { ...SAME.fields, ...changed },
});
const labels = (changed: Partial<DatasetDiff["labels"]>): DatasetDiff => ({
  ...SAME,
  labels: { ...SAME.labels, ...changed },
});

/** Kind of change → diff, default step, evidence. */
const CASES: readonly [keyof VersionRules, DatasetDiff, string, string][] = [
  ["rowsRelabelled", rows({ relabelled: 41 }), "patch", "41 labels corrected"],
  ["rowsRelabelled", rows({ relabelled: 1 }), "patch", "1 label corrected"],
  ["rowsRepaired", rows({ repaired: 1234 }), "patch", "1,234 texts repaired"],
  ["rowsEdited", rows({ edited: 2 }), "patch", "2 rows with another value in other fields"],
  ["rowsMoved", rows({ moved: 2 }), "patch", "2 rows on the other side of the split"],
  ["rowsAdded", rows({ added: 317 }), "minor", "317 rows added (+31.7 %)"],
  ["rowsBack", rows({ back: 1 }), "patch", "1 row back that had been merged or rejected"],
  [
    "rowsLeftOut",
    rows({ merged: 2, rejected: 1 }),
    "patch",
    "3 rows left out by cleaning (2 merged, 1 rejected)",
  ],
  ["rowsGone", rows({ gone: 5 }), "minor", "5 rows gone from the sources (−0.5 %)"],
  ["labelsAdded", labels({ added: ["a", "b"] }), "minor", "labels a, b added"],
  ["labelsRemoved", labels({ removed: ["a"] }), "major", "label a removed"],
  ["labelsRenamed", labels({ renamed: [{ from: "a", to: "b" }] }), "major", "label a renamed to b"],
  ["fieldsAdded", fields({ added: ["estancia"] }), "major", "field estancia added"],
  ["fieldsRemoved", fields({ removed: ["estancia"] }), "major", "field estancia removed"],
  [
    "fieldsRetyped",
    fields({ retyped: [{ field: "amount", from: "string, optional", to: "number, optional" }] }),
    "major",
    "field amount retyped: string, optional → number, optional",
  ],
  ["described", { ...SAME, described: ["title", "licence"] }, "patch", "title, licence changed"],
  ["described", { ...SAME, files: ["README.md"] }, "patch", "the same rows, but README.md changed"],
];

describe("what a change of a dataset calls for", () => {
  it("is nothing where there is none", () => assert.deepEqual(listChanges(SAME), []));

  for (const [kind, diff, step, what] of CASES) {
    it(`${what}: ${step}`, () => assert.deepEqual(listChanges(diff), [{ what, step }]));

    it(`${what}: another step where the dataset says so`, () => {
      const other = step === "major" ? "minor" : "major";
      assert.deepEqual(listChanges(diff, { [kind]: other }), [{ what, step: other }]);
    });
  }

  it("is listed with the largest step first, which is what all of it calls for", () => {
    const diff = { ...fields({ added: ["room"] }), rows: rows({ relabelled: 2, added: 3 }).rows };
    const changes = listChanges(diff);
    assert.deepEqual(
      changes.map(({ step }) => step),
      ["major", "minor", "patch"],
    );
    assert.equal(largestStep(changes), "major");
  });

  it("names the first ten of many", () => {
    const added = Array.from({ length: 12 }, (_, index) => `l${index}`);
    const [{ what } = { what: "" }] = listChanges(labels({ added }));
    assert.equal(what, "labels l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, 2 more added");
  });
});

describe("the rules of a declaration", () => {
  const declaration = {
    title: "t",
    language: "es",
    fields: { a: text(), b: label() },
    sources: [jsonLines("rows.jsonl", { fields: {} })],
  };

  it("may say some of the steps", () => {
    const { versions } = defineDataset({ ...declaration, versions: { rowsGone: "major" } });
    assert.deepEqual(listChanges(rows({ gone: 1 }), versions)[0]?.step, "major");
  });

  for (const [what, versions, message] of [
    ["a step that is none", { rowsGone: "huge" }, /\/versions\/rowsGone/],
    ["a kind of change that is none", { rowsLost: "major" }, /\/versions/],
  ] as const) {
    it(`with ${what} is refused`, () => {
      const wrong = { ...declaration, versions } as unknown as Parameters<typeof defineDataset>[0];
      assert.throws(() => defineDataset(wrong), { code: "DATA_CONFIG_INVALID", message });
    });
  }
});
