import assert from "node:assert/strict";
import { it } from "node:test";
import { category, label, text } from "@eslabon/data";
import fc from "fast-check";
import { compareDatasets } from "../../src/diff/compare-datasets.ts";
import type { Examples, RowCounts } from "../../src/diff/dataset-diff.ts";
import { buildObjects } from "../make.ts";

interface Row {
  readonly id: number;
  readonly text: string;
  readonly label: string | null;
  readonly room: string | null;
}

/** What is done to a row from one version to the next. */
const Edit = fc.record({
  fate: fc.constantFrom("stays", "stays", "stays", "added", "gone", "rejected", "back"),
  relabel: fc.boolean(),
  repair: fc.boolean(),
  edit: fc.boolean(),
});
type Edit = typeof Edit extends fc.Arbitrary<infer Value> ? Value : never;

const fields = { text: text(), label: label(), room: category() };
// A row for each label, so that none comes or goes, and none that can be on another side.
const REST = ["a", "b"].map((label, index): Row => ({ id: 1000 + index, text: label, label, room: "x" }));
const split = { test: 0 };
const ROOM = "hall";

function before(id: number, { fate }: Edit): Row[] {
  const row = { id, text: `claim ${id}`, label: "a", room: ROOM };
  if (fate === "added") return [];
  return [{ ...row, label: fate === "back" ? null : row.label }];
}

function after(id: number, { fate, relabel, repair, edit }: Edit): Row[] {
  if (fate === "gone") return [];
  const labelled = relabel ? "b" : "a";
  return [
    {
      id,
      text: repair ? `claim number ${id}` : `claim ${id}`,
      label: fate === "rejected" ? null : labelled,
      room: edit ? "attic" : ROOM,
    },
  ];
}

function expected(edits: readonly Edit[]): RowCounts {
  const of = (fate: Edit["fate"]): number => edits.filter((edit) => edit.fate === fate).length;
  const stayed = edits.filter(({ fate }) => fate === "stays");
  const same = stayed.filter(({ relabel, repair, edit }) => !relabel && !repair && !edit).length;
  return {
    same: same + REST.length,
    altered: stayed.length - same,
    relabelled: stayed.filter(({ relabel }) => relabel).length,
    repaired: stayed.filter(({ repair }) => repair).length,
    edited: stayed.filter(({ edit }) => edit).length,
    moved: 0,
    added: of("added"),
    back: of("back"),
    merged: 0,
    rejected: of("rejected"),
    gone: of("gone"),
  };
}

it("any edits of a dataset are counted as what they are, and shown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Edit, { maxLength: 40 }), async (edits) => {
      const rows = (version: typeof before): Row[] => [
        ...edits.flatMap((edit, id) => version(id, edit)),
        ...REST,
      ];
      const from = await buildObjects(rows(before), { fields, split });
      const to = await buildObjects(rows(after), { fields, split });
      const diff = await compareDatasets(from.out, to.out, { top: edits.length });
      assert.deepEqual(diff.rows, expected(edits));
      assert.deepEqual([diff.from.rows, diff.to.rows], [from.report.kept, to.report.kept]);
      const kinds = Object.keys(diff.examples) as (keyof Examples)[];
      for (const kind of kinds) assert.equal(diff.examples[kind].length, diff.rows[kind], kind);
    }),
    { numRuns: 15 },
  );
});
