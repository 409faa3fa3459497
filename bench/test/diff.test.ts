import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { compareDatasets } from "@eslabon/data";
import { digestFolder } from "@eslabon/link";
import { cases, STEP } from "../diff/cases.ts";
import { NOTHING, writeVersion } from "../diff/generate.ts";
import { replaceSection } from "../document.ts";

describe("generated versions of a dataset", () => {
  let folder: string;
  let first: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eslabon-bench-test-"));
    first = join(folder, "first");
    await writeVersion(first, { ...NOTHING, rows: STEP });
  });

  for (const [index, { name, version, expected }] of cases.entries()) {
    it(`have the changes that are told of: ${name}`, async () => {
      const other = join(folder, String(index));
      await writeVersion(other, version(STEP));
      const { rows } = await compareDatasets(first, other);
      assert.deepEqual({ ...rows, ...expected(STEP) }, rows);
    });
  }

  it("are the same when they are generated again", async () => {
    const again = join(folder, "again");
    await writeVersion(again, { ...NOTHING, rows: STEP });
    assert.equal(await digestFolder(again), await digestFolder(first));
  });
});

it("docs/reference/benchmarks.md has a place for the comparison of datasets", async () => {
  const document = await readFile(join(import.meta.dirname, "../../docs/reference/benchmarks.md"), "utf8");
  assert.doesNotThrow(() => replaceSection(document, "bench:diff", ""));
});
