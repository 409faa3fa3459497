import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { corrections, mergeDuplicates, nameLabels, sql } from "@eslabon/data";
import { build, buildRows, datasetOf, folderWith, type Row } from "./make.ts";

const LABELS = "code,name\r\nFON,Fontanería\r\nALB,Albañilería\r\n";

async function buildWithTable(rows: readonly Row[]) {
  const table = await folderWith({ "labels.csv": LABELS });
  return buildRows(rows, {
    cleaning: [nameLabels(join(table, "labels.csv"), { name: "name", variants: ["code"] })],
  });
}

describe("labels", () => {
  it("of all spellings get their one right name", async () => {
    const spellings = ["FONTANERIA ", "FON", " fontaneria", "Fontanería", "fontanerÍa"];
    const { kept } = await buildWithTable(spellings.map((label, index) => [`text ${index}`, label]));
    assert.deepEqual(new Set(kept.map(([, label]) => label)), new Set(["Fontanería"]));
    assert.equal(kept.length, spellings.length);
  });

  it("that are not in the table reject the row, with the reason", async () => {
    const { rejected, kept } = await buildWithTable([
      ["one", "VARIOS"],
      ["two", "ALB"],
      ["three", null],
      ["four", "???"],
    ]);
    assert.deepEqual(kept, [["two", "Albañilería"]]);
    assert.deepEqual(
      rejected.map(({ line, reason }) => `${String(line)} ${String(reason)}`),
      ["1 label not in the table: VARIOS", "3 label: no label", "4 label not in the table: ???"],
    );
  });

  it("need a table that can be read", async () => {
    const table = await folderWith({ "labels.csv": "code,name\nFON\n" });
    const cleaning = [nameLabels(join(table, "labels.csv"), { name: "name" })];
    await assert.rejects(buildRows([["a", "FON"]], { cleaning }), {
      code: "DATA_FILE_UNREADABLE",
      message: /line 2/,
    });
  });
});

describe("duplicates", () => {
  const merge = (rows: readonly Row[]) => buildRows(rows, { cleaning: [mergeDuplicates()] });

  it("that differ in case, accents, punctuation or personal data are merged into the first", async () => {
    const { kept, merged } = await merge([
      ["El baño gotea, llamar 612345678", "a"],
      ["EL BANO GOTEA - LLAMAR 698765432!!", "a"],
      ["otra cosa", "a"],
    ]);
    assert.deepEqual(kept.map(([text]) => text).sort(), ["El baño gotea, llamar [PHONE]", "otra cosa"]);
    assert.deepEqual(
      merged.map((row) => [row.id, row.into]),
      [["rows.jsonl:2", "rows.jsonl:1"]],
    );
  });

  it("that are nearly the same are merged when their labels agree", async () => {
    const { report, kept } = await merge([
      ["el vecino de arriba me ha mojado el techo de la cocina", "a"],
      ["el vecino de arriba me ha mojado todo el techo de la cocina", "a"],
      ["el vecino de abajo no me deja dormir por las noches", "a"],
    ]);
    assert.equal(kept.length, 2);
    assert.equal(report.steps[0]?.reason, "near duplicate");
  });

  it("with two labels are a conflict: the label of more rows wins, the others are rejected and reported", async () => {
    const { kept, rejected, report } = await merge([
      ["gotea", "a"],
      ["Gotea", "b"],
      ["GOTEA", "b"],
      ["otra", "c"],
    ]);
    assert.deepEqual(kept.map(([, label]) => label).sort(), ["b", "c"]);
    assert.deepEqual(
      rejected.map(({ id, reason }) => [id, reason]),
      [["rows.jsonl:1", "conflict: the same text is labelled b"]],
    );
    assert.deepEqual(report.conflicts, [
      {
        kind: "same text",
        row: "rows.jsonl:2",
        label: "b",
        other: "rows.jsonl:1",
        otherLabel: "a",
        text: "Gotea",
      },
    ]);
  });

  it("take the label that a person has corrected, whichever of them the correction names", async () => {
    const right = await folderWith({ "right.csv": "source,id,label\nrows.jsonl,3,c\n" });
    const { kept, merged, rejected, report } = await buildRows(
      [
        ["gotea", "a"],
        ["GOTEA", "a"],
        ["Gotea.", "b"],
        ["otra", "a"],
      ],
      {
        corrections: corrections(join(right, "right.csv"), {
          source: "source",
          id: "id",
          fields: { label: "label" },
        }),
        cleaning: [mergeDuplicates()],
      },
    );
    assert.deepEqual(kept.toSorted(), [
      ["gotea", "c"],
      ["otra", "a"],
    ]);
    assert.deepEqual(
      merged.map(({ id, into }) => [id, into]),
      [
        ["rows.jsonl:2", "rows.jsonl:1"],
        ["rows.jsonl:3", "rows.jsonl:1"],
      ],
    );
    assert.deepEqual([rejected, report.conflicts], [[], []]);
  });

  it("of which people have corrected two to different labels are a conflict still", async () => {
    const right = await folderWith({ "right.csv": "source,id,label\nrows.jsonl,2,b\nrows.jsonl,3,c\n" });
    const { kept, rejected } = await buildRows(
      [
        ["gotea", "a"],
        ["GOTEA", "a"],
        ["Gotea.", "a"],
      ],
      {
        corrections: corrections(join(right, "right.csv"), {
          source: "source",
          id: "id",
          fields: { label: "label" },
        }),
        cleaning: [mergeDuplicates()],
      },
    );
    assert.deepEqual(kept, [["gotea", "b"]]);
    assert.deepEqual(
      rejected.map(({ id }) => id),
      ["rows.jsonl:3"],
    );
  });

  it("that are nearly the same with different labels both stay, on the same side, and are reported", async () => {
    const things = [
      "persiana",
      "vitrocerámica",
      "cerradura",
      "tubería",
      "moqueta",
      "chimenea",
      "antena",
      "lavadora",
    ];
    const pairs = things.map((thing): Row[] => [
      [`${thing} ${thing.slice(2)} ${thing} rota desde ayer`, "a"],
      [`${thing} ${thing.slice(2)} ${thing} rota desde ayer mismo`, "b"],
    ]);
    const { report, train, test } = await merge(pairs.flat());
    assert.equal(report.kept, 2 * things.length);
    assert.equal(report.conflicts.length, things.length);
    assert.ok(report.conflicts.every(({ kind }) => kind === "near duplicate"));
    for (const side of [train, test]) {
      const count = (label: string) => side.filter((row) => row.label === label).length;
      assert.equal(count("a"), count("b"));
    }
  });
});

describe("corrections", () => {
  const rows = '{"id":1,"text":"gotea","label":null}\n{"id":2,"text":"rota","label":"b"}\n';
  const dataset = datasetOf({
    corrections: corrections("right.csv", { source: "source", id: "id", fields: { label: "right" } }),
  });

  it("take the place of what the source says", async () => {
    const right = "source,id,right\nrows.jsonl,1,a\nrows.jsonl,2,\n";
    const { kept } = await build(dataset, await folderWith({ "rows.jsonl": rows, "right.csv": right }));
    assert.deepEqual(kept.toSorted(), [
      ["gotea", "a"],
      ["rota", "b"],
    ]);
  });

  it("of rows that no source has stop the build", async () => {
    const folder = await folderWith({ "rows.jsonl": rows, "right.csv": "source,id,right\nrows.jsonl,9,a\n" });
    await assert.rejects(build(dataset, folder), {
      code: "DATA_CORRECTION_UNMATCHED",
      message: /rows\.jsonl:9/,
    });
  });
});

describe("a step in SQL", () => {
  it("changes values, and rejects the rows that it leaves out", async () => {
    const cleaning = [
      sql("upper case", "SELECT * REPLACE (upper(text) AS text) FROM rows"),
      sql("claims only", "SELECT * FROM rows WHERE label <> 'none'"),
    ];
    const { kept, rejected } = await buildRows(
      [
        ["gotea", "a"],
        ["hola", "none"],
      ],
      { cleaning },
    );
    assert.deepEqual(kept, [["GOTEA", "a"]]);
    assert.deepEqual(
      rejected.map(({ step, reason }) => [step, reason]),
      [["claims only", "left out by the step"]],
    );
  });

  for (const [what, query] of [
    ["is no SQL", "SELEC * FROM rows"],
    ["loses a column", "SELECT _row, text FROM rows"],
    ["repeats a row", "SELECT * FROM rows UNION ALL SELECT * FROM rows"],
    ["invents a row", "SELECT * REPLACE (_row + 100 AS _row) FROM rows"],
    ["wants the network", "SELECT * FROM read_csv('https://localhost/rows.csv')"],
  ] as const) {
    it(`that ${what} stops the build`, async () => {
      await assert.rejects(buildRows([["gotea", "a"]], { cleaning: [sql("bad", query)] }), {
        code: "DATA_STEP_FAILED",
      });
    });
  }
});
