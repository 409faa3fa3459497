import assert from "node:assert/strict";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { digestFile } from "@eslabon/link";
import { Database, openDuckDb } from "../../src/database.ts";
import { compareDatasets } from "../../src/diff/compare-datasets.ts";
import { buildObjects, newFolder } from "../make.ts";

const ROWS = [
  { id: "rest 1", text: "the roof leaks", label: "roofer" },
  { id: "rest 2", text: "no light", label: "electrician" },
];
const fuse = { id: 2, text: "a fuse blew", label: "electrician" };

describe("a folder that is no whole dataset package", () => {
  const torn = async (tear: (folder: string) => Promise<void>, message: RegExp) => {
    const { out } = await buildObjects(ROWS);
    const copy = join(await newFolder(), "copy");
    await cp(out, copy, { recursive: true });
    await tear(copy);
    for (const [from, to] of [
      [out, copy],
      [copy, out],
    ] as const) {
      await assert.rejects(compareDatasets(from, to), (error: Error & { code: string }) => {
        assert.equal(error.code, "DATA_PACKAGE_TORN");
        assert.ok(error.message.startsWith(copy), error.message);
        assert.match(error.message, message);
        return true;
      });
    }
  };

  for (const file of ["datapackage.json", "package.json", "train.parquet", "rejected.jsonl"]) {
    it(`is named when ${file} is missing`, () => torn((folder) => rm(join(folder, file)), /ENOENT/));
  }

  it("is named when it has other rows than it says", () =>
    torn((folder) => writeFile(join(folder, "train.parquet"), "torn"), /train.parquet is not as/));

  it("is named when its descriptor is of another kind", () =>
    torn((folder) => writeFile(join(folder, "datapackage.json"), "{}"), /datapackage.json: \/ must have/));

  it("is named when its list of rows that were left out is no list", async () => {
    const [from, to] = [await buildObjects([...ROWS, fuse]), await buildObjects(ROWS)];
    await writeFile(join(to.out, "merged.jsonl"), '{"id": 1');
    await assert.rejects(compareDatasets(from.out, to.out), {
      code: "DATA_PACKAGE_TORN",
      message: /merged\.jsonl/,
    });
  });

  it("is told of when it has two rows of one id", async () => {
    const { out } = await buildObjects(ROWS);
    const twice = join(await newFolder(), "twice");
    await cp(out, twice, { recursive: true });
    await repeatRows(twice);
    await assert.rejects(compareDatasets(out, twice), { code: "DATA_PACKAGE_TORN", message: /share an id/ });
  });

  it("is not looked at where nothing can be written for a while", async (test) => {
    const { out } = await buildObjects(ROWS);
    test.mock.method(os, "tmpdir", () => join(out, "nowhere"));
    syncBuiltinESMExports();
    const refused = { code: "CHAIN_WRITE_FAILED", message: /nowhere/ };
    await assert.rejects(compareDatasets(out, out), refused).finally(() => {
      test.mock.restoreAll();
      syncBuiltinESMExports();
    });
  });

  it("is named when there is none", async () => {
    const { out } = await buildObjects(ROWS);
    await assert.rejects(compareDatasets(out, "/nowhere"), {
      code: "DATA_PACKAGE_TORN",
      message: /^\/nowhere/,
    });
  });
});

/** Writes the training rows of a package twice, and says so in its descriptor. */
async function repeatRows(folder: string): Promise<void> {
  const file = join(folder, "train.parquet");
  await using database = new Database(await openDuckDb(":memory:", "1GB"));
  await database.run(`CREATE TABLE twice AS FROM read_parquet($file)`, { file });
  await database.run("INSERT INTO twice FROM twice");
  await database.run(`COPY twice TO '${file}' (FORMAT parquet)`);
  const descriptor = JSON.parse(await readFile(join(folder, "datapackage.json"), "utf8")) as {
    resources: { path: string; hash: string }[];
  };
  for (const resource of descriptor.resources) {
    if (resource.path === "train.parquet") resource.hash = await digestFile(file);
  }
  await writeFile(join(folder, "datapackage.json"), JSON.stringify(descriptor));
}
