import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { dataLink, mergeDuplicates } from "@eslabon/data";
import { digestFolder } from "@eslabon/link";
import { buildDataset } from "../src/build.ts";
import { datasetOf, folderWith, info, newFolder } from "./make.ts";

// A title and texts that look like what is looked for.
const dataset = datasetOf({
  title: "`@test/data` 0.0.0 · rows",
  cleaning: [mergeDuplicates()],
  gates: { rowsPerLabel: 1, rejected: 0.5 },
});
const described = { ...info, description: 'Rows of "version": "0.0.0" <span class="version">0.0.0</span>' };
const ROWS = Array.from({ length: 60 }, (_, id) => ({
  id,
  text: `claim ${id * 7919} <span class="version">0.0.0</span>`,
  label: id % 2 ? "a" : '"version": "0.0.0"',
}));

describe("a package that was built as 0.0.0 and stamped", () => {
  const build = async (version: string) => {
    const folder = await folderWith({ "rows.jsonl": ROWS.map((row) => JSON.stringify(row)).join("\n") });
    const out = join(await newFolder(), "out");
    await buildDataset({ dataset, folder, info: { ...described, version }, out });
    return { out, link: dataLink(dataset, folder, described) };
  };
  /** As the chain stamps it: `package.json` itself, the rest by the link. */
  const stamp = async ({ out, link }: Awaited<ReturnType<typeof build>>, version: string) => {
    const file = join(out, "package.json");
    const content = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, `${JSON.stringify({ ...content, version }, null, 2)}\n`);
    await link.stamp!(out, version);
  };

  it("has the bytes of one that was built with the version, and so when it is stamped again", async () => {
    const snapshot = await build("0.0.0");
    for (const version of ["1.2.0-rc.1", "1.2.0"]) {
      await stamp(snapshot, version);
      assert.equal(await digestFolder(snapshot.out), await digestFolder((await build(version)).out), version);
    }
  });

  it("passes the check still, and differs from the snapshot in nothing", async () => {
    const [released, snapshot] = [await build("0.0.0"), await build("0.0.0")];
    await stamp(released, "1.0.0");
    const { checks } = await released.link.check({ artifact: released.out, upstream: "" });
    assert.deepEqual(
      checks.filter(({ passed }) => !passed),
      [],
    );
    assert.deepEqual(await released.link.compare!(released.out, snapshot.out), []);
  });

  it("says its version wherever it says one", async () => {
    const snapshot = await build("9.8.7");
    await stamp(snapshot, "1.0.0");
    for (const file of ["package.json", "datapackage.json", "report.json", "report.html", "README.md"]) {
      const content = await readFile(join(snapshot.out, file), "utf8");
      assert.ok(content.includes("1.0.0") && !content.includes("9.8.7"), file);
    }
  });
});
