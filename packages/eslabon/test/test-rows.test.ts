import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import type { Example, Manifest } from "@eslabon/model";
import { openTestRows, type TestRowsOptions } from "../src/test-rows.ts";
import { emptyFolder } from "./chain.ts";

/** Of a model that was trained on a package, of which it reads the short texts. */
function manifestOf(dataset: string): Manifest {
  const data = { package: dataset, version: "1.0.0", digest: "", rows: 1 };
  return { data, fields: { text: "short", label: "trade" } } as Manifest;
}

describe("the rows of a comparison", () => {
  let folder: string;

  before(async () => {
    folder = await emptyFolder();
    const row = {
      claim: "the lamp of my hall is dark",
      short: "dark lamp",
      trade: "electrician",
      room: "hall",
    };
    await mkdir(join(folder, "lamps"));
    await writeFile(join(folder, "lamps/package.json"), '{ "name": "@tiny/lamps", "version": "1.0.0" }');
    await writeFile(
      join(folder, "lamps/datapackage.json"),
      JSON.stringify({
        roles: { text: "claim", label: "trade" },
        resources: [{ name: "test", path: "test.jsonl" }],
      }),
    );
    await writeFile(join(folder, "lamps/test.jsonl"), JSON.stringify(row));
    await writeFile(join(folder, "lamps.jsonl"), JSON.stringify(row));
  });

  async function read(place: string, dataset: string, options: TestRowsOptions = {}): Promise<Example> {
    const rows = await openTestRows(join(folder, place), manifestOf(dataset), options);
    for await (const example of rows.examples) return example;
    throw new Error("there is no row");
  }

  it("are of the columns that the model was trained with, in its own dataset", async () => {
    assert.deepEqual(await read("lamps", "@tiny/lamps"), { text: "dark lamp", label: "electrician" });
  });

  it("are of the columns that another dataset declares", async () => {
    const { text } = await read("lamps", "@tiny/others");
    assert.equal(text, "the lamp of my hall is dark");
  });

  it("are of the model's columns in a file", async () => {
    assert.deepEqual(await read("lamps.jsonl", "@tiny/others"), { text: "dark lamp", label: "electrician" });
  });

  for (const place of ["lamps", "lamps.jsonl"]) {
    it(`are of the columns that were named, in ${place}`, async () => {
      const named = { text: "claim", label: "room" };
      assert.deepEqual(await read(place, "@tiny/lamps", named), {
        text: "the lamp of my hall is dark",
        label: "hall",
      });
    });
  }
});
