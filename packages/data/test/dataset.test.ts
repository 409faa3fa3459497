import assert from "node:assert/strict";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { defineDataset, jsonLines, label, mergeDuplicates, text } from "@eslabon/data";
import { checkDataset } from "../src/check.ts";
import { build, buildRows, datasetOf, folderWith, newFolder, type Row } from "./make.ts";

describe("the split", () => {
  const rows = Array.from({ length: 400 }, (_, n): Row => [
    `claim ${n * 7919} of house ${n}`,
    n % 2 ? "a" : "b",
  ]);

  it("puts about the wanted share on the test side", async () => {
    const { test } = await buildRows(rows, { split: { test: 0.25 } });
    assert.ok(test.length > 70 && test.length < 130, `${test.length} of 400`);
  });

  it("leaves every row on its side when rows are added, removed or reordered", async () => {
    const sides = async (some: readonly Row[]) =>
      new Set(
        (await buildRows(some, { cleaning: [mergeDuplicates({ similarity: 1 })] })).test.map(
          (row) => row.text,
        ),
      );
    const all = await sides(rows);
    const later = await sides([...rows.slice(100).reverse(), ["something new", "a"]]);
    for (const [text] of rows.slice(100)) assert.equal(later.has(text), all.has(text), text);
  });
});

describe("a dataset package", () => {
  it("accounts for every row that was read", async () => {
    const value = fc.oneof(
      fc.constantFrom("gotea", "Gotea ", "roto", "", "llamar al 612345678"),
      fc.string(),
    );
    const row = fc.tuple(value, fc.constantFrom("a", "b", "", null));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const { report, kept, merged, rejected } = await buildRows([...rows, ["always", "a"]], {
          cleaning: [mergeDuplicates()],
        });
        assert.equal(report.read, rows.length + 1);
        assert.deepEqual(
          [kept.length, merged.length, rejected.length],
          [report.kept, report.merged, report.rejected],
        );
        assert.equal(report.read, report.kept + report.merged + report.rejected);
      }),
      { numRuns: 25 },
    );
  });

  it("has the same bytes when it is built again elsewhere", async () => {
    const rows = Array.from({ length: 3000 }, (_, n): Row => [
      `claim ${n} ${"x".repeat(n % 50)}`,
      `label ${n % 9}`,
    ]);
    const [one, two] = [await buildRows(rows), await buildRows(rows)];
    assert.equal(one.digest, two.digest);
  });

  it("describes its files", async () => {
    const { out } = await buildRows([
      ["gotea", "b"],
      ["roto", "a"],
    ]);
    const descriptor = JSON.parse(await readFile(join(out, "datapackage.json"), "utf8")) as {
      $schema: string;
      roles: object;
      labels: string[];
      resources: { path: string; bytes: number }[];
    };
    assert.equal(descriptor.$schema, "https://datapackage.org/profiles/2.0/datapackage.json");
    assert.deepEqual(descriptor.roles, { id: "id", text: "text", label: "label" });
    assert.deepEqual(descriptor.labels, ["a", "b"]);
    for (const { path, bytes } of descriptor.resources)
      assert.equal((await stat(join(out, path))).size, bytes);
  });

  it("shows claims in its report as text, never as HTML", async () => {
    const { out } = await buildRows(
      [
        ["<script>alert(1)</script>", "a"],
        ["<script>alert(1)</script>!", "b"],
      ],
      {
        cleaning: [mergeDuplicates()],
      },
    );
    assert.ok(!(await readFile(join(out, "report.html"), "utf8")).includes("<script"));
  });

  it("is left as it was when a later build fails", async () => {
    const folder = await folderWith({ "rows.jsonl": '{"id":1,"text":"gotea","label":"a"}\n' });
    const first = await build(datasetOf(), folder);
    await rm(join(folder, "rows.jsonl"));
    await assert.rejects(build(datasetOf(), folder, first.out), { code: "DATA_FILE_UNREADABLE" });
    assert.equal((await stat(join(first.out, "train.jsonl"))).isFile(), true);
  });

  it("is not built from rows that are all rejected", async () => {
    await assert.rejects(buildRows([["", "a"]]), { code: "DATA_EMPTY", message: /no row is left of the 1/ });
  });
});

describe("the check of a dataset", () => {
  const rows = Array.from({ length: 200 }, (_, n): Row => [
    `claim ${n * 7919} of house ${n}`,
    n % 2 ? "a" : "b",
  ]);

  it("passes a sound one", async () => {
    const { out } = await buildRows(rows);
    assert.deepEqual(
      (await checkDataset(datasetOf(), out)).checks.filter(({ passed }) => !passed),
      [],
    );
  });

  it("fails when files were changed, rows are few, or personal data came in", async () => {
    const { out } = await buildRows(rows);
    await writeFile(join(out, "test.jsonl"), '{"id":"x","text":"llamar al 612345678","label":"a"}\n');
    const strict = datasetOf({ gates: { rowsPerLabel: 1000, rejected: 0 } });
    const failed = (await checkDataset(strict, out)).checks
      .filter(({ passed }) => !passed)
      .map(({ name }) => name);
    assert.deepEqual(failed, [
      "every label has rows to learn from and to test with",
      "no personal data is left",
      "the files are as the descriptor says",
    ]);
  });
});

describe("a declaration", () => {
  const sources = [jsonLines("rows.jsonl", { fields: {} })];
  for (const [what, wrong, message] of [
    ["two texts", { fields: { a: text(), b: text(), c: label() } }, /one text, not 2/],
    ["a field named id", { fields: { id: text(), c: label() } }, /\/fields/],
    ["no source", { sources: [] }, /\/sources/],
    ["two sources of one name", { sources: [...sources, ...sources] }, /two of the name “rows.jsonl”/],
    ["a split of everything", { split: { test: 2 } }, /\/split\/test/],
  ] as const) {
    it(`with ${what} is refused, naming the field`, () => {
      const declaration = {
        title: "t",
        language: "es",
        fields: { a: text(), b: label() },
        sources,
        ...wrong,
      };
      assert.throws(() => defineDataset(declaration), { code: "DATA_CONFIG_INVALID", message });
    });
  }
});

it("two runs on one folder: the second is told", async () => {
  const folder = await newFolder();
  await writeFile(join(folder, "rows.jsonl"), '{"id":1,"text":"gotea","label":"a"}\n');
  const out = join(folder, "out");
  const results = await Promise.allSettled([
    build(datasetOf(), folder, out),
    build(datasetOf(), folder, out),
  ]);
  const refused = results.filter((result) => result.status === "rejected");
  assert.equal(refused.length, 1);
  assert.equal((refused[0]!.reason as { code: string }).code, "CHAIN_FOLDER_BUSY");
});
