import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { category, label, mergeDuplicates, number, text } from "@eslabon/data";
import { compareDatasets } from "../../src/diff/compare-datasets.ts";
import type { DatasetDiff } from "../../src/diff/dataset-diff.ts";
import { buildObjects } from "../make.ts";

/** Rows that no test changes, so that no label is without one. */
const REST = [
  { id: "rest 1", text: "the roof leaks", label: "roofer" },
  { id: "rest 2", text: "no light", label: "electrician" },
];
const tap = { id: 1, text: "the tap drips", label: "roofer", room: "kitchen", amount: 2.5 };
const fuse = { id: 2, text: "a fuse blew", label: "electrician", room: null, amount: null };
const fields = { text: text(), label: label(), room: category(), amount: number() };

/** What changes from the first rows to the others. */
async function diffOf(
  before: readonly object[],
  after: readonly object[],
  options: Parameters<typeof buildObjects>[1] = { fields },
): Promise<DatasetDiff> {
  const from = await buildObjects([...before, ...REST], options);
  const to = await buildObjects([...after, ...REST], options);
  return compareDatasets(from.out, to.out);
}

/** The counts that are not zero, but for the rows that are the same. */
function changed({ rows }: DatasetDiff): Record<string, number> {
  const counts = Object.entries(rows).filter(
    ([kind, count]) => count > 0 && !/^(?:same|altered)$/u.test(kind),
  );
  return Object.fromEntries(counts);
}

describe("the rows of two datasets", () => {
  it("that are the same have no change", async () => {
    const diff = await diffOf([tap, fuse], [tap, fuse]);
    assert.equal(diff.rows.same, 4);
    assert.deepEqual([changed(diff), diff.described, diff.files], [{}, [], []]);
  });

  it("may have other labels", async () => {
    const diff = await diffOf([tap, fuse], [{ ...tap, label: "electrician" }, fuse]);
    assert.deepEqual(changed(diff), { relabelled: 1 });
    assert.deepEqual(diff.relabellings, [{ from: "roofer", to: "electrician", rows: 1 }]);
    const row = { id: "rows.jsonl:1", text: "the tap drips", label: "electrician" };
    assert.deepEqual(diff.examples.relabelled, [{ ...row, from: "roofer", to: "electrician" }]);
    assert.deepEqual(diff.labelRows, [
      { label: "electrician", from: 2, to: 3 },
      { label: "roofer", from: 2, to: 1 },
    ]);
  });

  it("may have other texts", async () => {
    const diff = await diffOf([tap], [{ ...tap, text: "the tap drips!" }]);
    assert.deepEqual(changed(diff), { repaired: 1 });
    const [{ from, to } = { from: "", to: "" }] = diff.examples.repaired;
    assert.deepEqual([from, to], ["the tap drips", "the tap drips!"]);
  });

  it("may have other values in other fields, or none any longer", async () => {
    const diff = await diffOf([tap, fuse], [{ ...tap, room: null, amount: 3 }, fuse]);
    assert.deepEqual(changed(diff), { edited: 1 });
    assert.deepEqual(diff.examples.edited[0]?.fields, [
      { field: "room", from: "kitchen", to: null },
      { field: "amount", from: 2.5, to: 3 },
    ]);
  });

  it("may be altered in several ways, each of which counts", async () => {
    const diff = await diffOf([tap], [{ ...tap, text: "the tap leaks!", label: "electrician", amount: 1 }]);
    const { same, altered, relabelled, repaired, edited } = diff.rows;
    assert.deepEqual([same, altered, relabelled, repaired, edited], [2, 1, 1, 1, 1]);
  });

  it("may be on the other side of the split", async () => {
    const rows = Array.from({ length: 40 }, (_, id) => ({ id, text: `claim ${id * 7919}`, label: "roofer" }));
    const [few, many] = [{ test: 0.1 }, { test: 0.9 }];
    const from = await buildObjects(rows, { split: few });
    const to = await buildObjects(rows, { split: many });
    const diff = await compareDatasets(from.out, to.out, { top: 1 });
    assert.deepEqual(changed(diff), { moved: to.test.length - from.test.length });
    const [{ from: side, to: other } = {}] = diff.examples.moved;
    assert.deepEqual([side, other], ["train", "test"]);
  });

  it("may be new, or gone from the sources", async () => {
    const diff = await diffOf([tap], [fuse]);
    assert.deepEqual(changed(diff), { added: 1, gone: 1 });
    assert.deepEqual(diff.addedBy, [{ source: "rows.jsonl", rows: 1 }]);
    assert.deepEqual(
      [diff.examples.added, diff.examples.gone].map(([row]) => row?.text),
      ["a fuse blew", "the tap drips"],
    );
  });

  it("may be rejected now, or no longer", async () => {
    const unlabelled = { ...tap, label: null };
    const gone = await diffOf([tap], [unlabelled]);
    assert.deepEqual(changed(gone), { rejected: 1 });
    assert.deepEqual(gone.examples.rejected, [
      {
        id: "rows.jsonl:1",
        text: "the tap drips",
        label: "roofer",
        step: "reading",
        reason: "label: no label",
      },
    ]);
    const back = await diffOf([unlabelled], [tap]);
    assert.deepEqual([changed(back), back.examples.back[0]?.id], [{ back: 1 }, "rows.jsonl:1"]);
  });

  it("may be merged into others now", async () => {
    const twin = { ...fuse, text: "THE TAP DRIPS", label: "roofer" };
    const diff = await diffOf([tap, fuse], [tap, twin], { fields, cleaning: [mergeDuplicates()] });
    assert.deepEqual(changed(diff), { merged: 1 });
    const [{ id, into, text: said } = {}] = diff.examples.merged;
    assert.deepEqual([id, into, said], ["rows.jsonl:2", "rows.jsonl:1", "a fuse blew"]);
  });

  it("are counted in full, and shown as many as were asked for, by their ids", async () => {
    const rows = Array.from({ length: 9 }, (_, id) => ({ id, text: `claim ${id}`, label: "roofer" }));
    const [from, to] = [await buildObjects(REST), await buildObjects([...REST, ...rows])];
    const diff = await compareDatasets(from.out, to.out, { top: 2 });
    assert.equal(diff.rows.added, 9);
    assert.deepEqual(
      diff.examples.added.map(({ id }) => id),
      ["rows.jsonl:0", "rows.jsonl:1"],
    );
  });
});

describe("the structure of two datasets", () => {
  it("may have fields added, removed and retyped; rows are compared by the others", async () => {
    const from = await buildObjects([tap, fuse], {
      fields: { text: text(), label: label(), room: category(), amount: category() },
    });
    const to = await buildObjects([tap, { ...fuse, label: "roofer", floor: 3 }], {
      fields: { text: text(), label: label(), amount: number({ required: false }), floor: number() },
    });
    const diff = await compareDatasets(from.out, to.out);
    assert.deepEqual(diff.fields, {
      added: ["floor"],
      removed: ["room"],
      retyped: [{ field: "amount", from: "string, optional", to: "number, optional" }],
    });
    assert.deepEqual(changed(diff), { relabelled: 1 });
  });

  it("may require a field, or let another be the text", async () => {
    const rows = [{ ...tap, note: "drip" }];
    const note = (required: boolean) => category({ required });
    const from = await buildObjects(rows, { fields: { text: text(), label: label(), note: note(false) } });
    const required = await buildObjects(rows, { fields: { text: text(), label: label(), note: note(true) } });
    assert.deepEqual((await compareDatasets(from.out, required.out)).fields.retyped, [
      { field: "note", from: "string, optional", to: "string, required" },
    ]);
    const swapped = await buildObjects(rows, { fields: { text: category(), label: label(), note: text() } });
    const diff = await compareDatasets(from.out, swapped.out);
    assert.deepEqual(
      diff.fields.retyped.map(({ field, to }) => [field, to]),
      [
        ["text", "string, optional"],
        ["note", "the text, string, required"],
      ],
    );
    assert.deepEqual(diff.examples.repaired[0]?.to, "drip");
  });

  it("may have labels added, removed and renamed", async () => {
    const one = { id: 5, text: "a hinge", label: "joiner" };
    const two = { id: 6, text: "a window", label: "glazer" };
    const diff = await diffOf(
      [one, two],
      [
        { ...one, label: "carpenter" },
        { ...tap, label: "plumber" },
      ],
      {},
    );
    assert.deepEqual(diff.labels, {
      added: ["plumber"],
      removed: ["glazer"],
      renamed: [{ from: "joiner", to: "carpenter" }],
    });
  });

  it("does not call a label renamed whose rows went to several, or to one that was there", async () => {
    const joiner = (id: number) => ({ id, text: `hinge ${id}`, label: "joiner" });
    const split = await diffOf(
      [joiner(1), joiner(2)],
      [
        { ...joiner(1), label: "carpenter" },
        { ...joiner(2), label: "smith" },
      ],
      {},
    );
    assert.deepEqual(split.labels, { added: ["carpenter", "smith"], removed: ["joiner"], renamed: [] });
    const joined = await diffOf([joiner(1)], [{ ...joiner(1), label: "roofer" }], {});
    assert.deepEqual(joined.labels, { added: [], removed: ["joiner"], renamed: [] });
  });

  it("may be described otherwise", async () => {
    const from = await buildObjects(REST);
    const to = await buildObjects(REST, {
      title: "Other rows",
      language: "es",
      fields: { text: text({ description: "What was said" }), label: label() },
    });
    const { described } = await compareDatasets(from.out, to.out);
    assert.deepEqual(described, ["title", "language", "description of text"]);
  });

  it("tells of other files where nothing else has changed", async () => {
    const rejected = { id: 9, text: "", label: "roofer" };
    const { files, rows } = await diffOf([], [rejected], {});
    assert.equal(rows.altered, 0);
    assert.deepEqual(files, ["rejected.jsonl", "report.json", "report.html", "README.md"]);
  });
});

it("fields may be named as the columns of the comparison", async () => {
  const named = { before: category(), id_: category(), label_from: text(), relabelled: label() };
  const row = { id: 1, before: "x", id_: "y", label_from: "the tap drips", relabelled: "a" };
  const from = await buildObjects([row], { fields: named });
  const to = await buildObjects([{ ...row, before: "z", relabelled: "b" }], { fields: named });
  const diff = await compareDatasets(from.out, to.out);
  assert.deepEqual(changed(diff), { relabelled: 1, edited: 1 });
});
