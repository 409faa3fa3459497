import assert from "node:assert/strict";
import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Example, readDataset } from "@eslabon/model";
import { claims } from "./claims.ts";
import { writeDataset } from "./dataset-package.ts";

async function collect(examples: AsyncIterable<Example>): Promise<Example[]> {
  const all: Example[] = [];
  for await (const example of examples) all.push(example);
  return all;
}

async function trainRows(folder: string): Promise<Example[]> {
  return collect((await readDataset(folder)).train());
}

describe("a dataset package", () => {
  it("gives its rows, as often as they are asked for", async () => {
    const dataset = await readDataset(await writeDataset());
    assert.deepEqual(await collect(dataset.train()), claims);
    assert.deepEqual(await collect(dataset.test()), claims.slice(0, 60));
    assert.deepEqual(await collect(dataset.test()), claims.slice(0, 60));
  });

  it("may have CRLF and blank lines", async () => {
    const folder = await writeDataset({ train: [] });
    await writeFile(
      join(folder, "train.jsonl"),
      '{"texto":"a","gremio":"b"}\r\n\r\n{"texto":"c","gremio":"d"}',
    );
    assert.deepEqual(await trainRows(folder), [
      { text: "a", label: "b" },
      { text: "c", label: "d" },
    ]);
  });

  const lines: [what: string, line: string][] = [
    ["is torn", '{"texto":"secreto","gre'],
    ["is no object", '"secreto"'],
    ["is null", "null"],
    ["lacks the label", '{"texto":"secreto"}'],
    ["has a text that is no string", '{"texto":["secreto"],"gremio":"b"}'],
  ];
  for (const [what, line] of lines) {
    it(`is refused when a row ${what}, saying where and not what it says`, async () => {
      const folder = await writeDataset();
      await appendFile(join(folder, "train.jsonl"), line);
      await assert.rejects(trainRows(folder), (error: Error & { code: string }) => {
        assert.equal(error.code, "MODEL_DATASET_INVALID");
        assert.match(error.message, /train\.jsonl, line 91: /u);
        assert.ok(!JSON.stringify([error.message, error.cause]).includes("secreto"));
        return true;
      });
    });
  }

  for (const file of ["package.json", "datapackage.json", "train.jsonl"]) {
    it(`is refused without ${file}`, async () => {
      const folder = await writeDataset();
      await rm(join(folder, file));
      await assert.rejects(trainRows(folder), {
        code: "MODEL_DATASET_INVALID",
        message: new RegExp(file, "u"),
      });
    });
  }

  it("is refused when its description does not say which field is which", async () => {
    const folder = await writeDataset();
    await writeFile(
      join(folder, "datapackage.json"),
      JSON.stringify({ roles: { text: "texto" }, resources: [] }),
    );
    await assert.rejects(readDataset(folder), { code: "MODEL_DATASET_INVALID", message: /roles/u });
  });
});
