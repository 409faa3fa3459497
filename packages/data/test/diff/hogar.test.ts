import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { category, corrections, csv, type Dataset, dataLink, defineDataset, jsonLines } from "@eslabon/data";
import { listFiles } from "@eslabon/link";
import dataset from "../../../../examples/hogar/data/dataset.ts";
import { compareDatasets } from "../../src/diff/compare-datasets.ts";
import { type Built, build, info } from "../make.ts";

const repository = join(import.meta.dirname, "../../../..");
const folder = join(repository, "examples/hogar/data");
const shared = join(repository, "../shared/data/hogar");
const CORRECTIONS = join(shared, "1.0.1/correcciones.csv");

const web = jsonLines(join(shared, "1.1.0/avisos_web_2026.jsonl"), {
  id: "id",
  fields: { texto: "message", gremio: "assigned.trade" },
});
const files2026 = csv(join(shared, "2.0.0/expedientes_2026.csv"), {
  id: "num_expediente",
  fields: { texto: "texto", gremio: "gremio", estancia: "estancia" },
});

/** The dataset as its later versions declare it. */
function variant(changed: Partial<Dataset>): Dataset {
  return defineDataset({
    ...dataset,
    corrections: corrections(CORRECTIONS, {
      source: "fuente",
      id: "id",
      fields: { gremio: "gremio_correcto" },
    }),
    ...changed,
  });
}

describe("the reference chain's data", { skip: !existsSync(shared) && `${shared} is not here` }, () => {
  let [first, corrected, more, rooms]: Built[] = [];

  before(async () => {
    first = await build(dataset, folder);
    corrected = await build(variant({}), folder);
    more = await build(variant({ sources: [...dataset.sources, web] }), folder);
    rooms = await build(
      variant({
        sources: [...dataset.sources, web, files2026],
        fields: { ...dataset.fields, estancia: category() },
      }),
      folder,
    );
  });

  it("1.0.1 has other labels in exactly the corrected rows", async () => {
    const { rows, examples } = await compareDatasets(first!.out, corrected!.out, { top: 1000 });
    const wanted = await correctedRows(corrected!);
    assert.deepEqual(
      examples.relabelled.map(({ id, to }) => `${id} ${to}`),
      wanted.toSorted(),
    );
    assert.deepEqual(
      { ...rows, same: 0 },
      {
        ...{ same: 0, altered: wanted.length, relabelled: wanted.length, repaired: 0, edited: 0, moved: 0 },
        ...{ added: 0, back: 0, merged: 0, rejected: 0, gone: 0 },
      },
    );
  });

  for (const [version, from, to, changes] of [
    ["1.0.1", () => first, () => corrected, [["61 labels corrected", "patch"]]],
    ["1.1.0", () => corrected, () => more, [["1,107 rows added (+43.2 %)", "minor"]]],
    [
      "2.0.0",
      () => more,
      () => rooms,
      [
        ["field estancia added", "major"],
        ["480 rows added (+13.1 %)", "minor"],
      ],
    ],
  ] as const) {
    it(`calls for ${version}`, async () => {
      const link = dataLink(dataset, folder, info);
      const found = await link.compare!(from()!.out, to()!.out);
      assert.deepEqual(
        found.map(({ what, step }) => [what, step]),
        changes,
      );
    });
  }

  it("is not touched by being compared", async () => {
    const files = await listFiles(first!.out);
    await compareDatasets(first!.out, corrected!.out);
    assert.deepEqual(await listFiles(first!.out), files);
  });
});

/** Each corrected row, or the one that it was merged into, and its right label. */
async function correctedRows({ merged }: Built): Promise<string[]> {
  const into = new Map(merged.map((row) => [row.id as string, row.into as string]));
  const [, ...lines] = (await readFile(CORRECTIONS, "utf8")).trim().split(/\r?\n/u);
  return lines.map((line) => {
    const [source, id, label] = line.split(",");
    const row = `${source}:${id}`;
    return `${into.get(row) ?? row} ${label}`;
  });
}
